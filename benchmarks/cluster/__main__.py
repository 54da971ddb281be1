"""``python -m benchmarks.cluster``: a nation on one machine, and what it survives.

Everything runs on loopback in one folder and ends with this process. Exit 1 where a row does not
hold; ``--json`` prints the rows as one document.
"""

import argparse
import json
import sys
import time

from benchmarks.cluster import failover, jobs, nation, patroni, replica, town, walks
from benchmarks.cluster.ground import Ground
from benchmarks.cluster.guard import guarded
from benchmarks.cluster.table import Table, printed

SECONDS = 400
"""More than a whole run takes on two busy cores."""


def main() -> None:
    asked = _asked()
    sys.exit(guarded(lambda folder: _run(Ground(folder), as_json=asked.json), SECONDS))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--json", action="store_true", help="rows as one JSON document")
    return parser.parse_args()


def _run(here: Ground, *, as_json: bool) -> int:
    table, began = Table(), time.monotonic()
    _try_all(here, table)
    if as_json:
        print(json.dumps(table.as_json(), indent=1))
    else:
        print(printed(table.rows))
        print(f"{len(table.rows)} rows, {time.monotonic() - began:.0f} s")
    return 0 if table.holds else 1


def _try_all(here: Ground, table: Table) -> None:
    """On what does not stand nothing is tried."""
    pair = table.build("start", "etcd x 3, Patroni, PgBouncer x 2", lambda: town.databases(here))
    built = pair and table.build(
        "start", "kiosk init, demo; web x 2, jobs, nginx", lambda: town.build(here, pair)
    )
    if not pair or not built:
        return
    table.add("start", "synchronous replica", lambda: f"{patroni.settled(pair, 60):.1f} s")
    walks.walk(built, table)
    whole = table.build("start", "another region, the nation", lambda: nation.build(here, built))
    if whole:
        nation.connect(whole, table)
    failover.fail_over(built, table)
    dying = jobs.kill(built, table)
    if whole:
        table.add("nation", "goes on from the new primary", lambda: nation.goes_on(whole))
    watch = replica.lag(built, table)
    jobs.taken_over(dying, table)
    replica.cut(built, watch, table)


if __name__ == "__main__":
    main()
