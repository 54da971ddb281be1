"""The replica lags, then falls silent: reports go on, none of them older than allowed."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.cluster import patroni
from benchmarks.cluster.load import CROWD, Crowd
from benchmarks.cluster.table import Table, promise
from benchmarks.cluster.town import LAG, Town
from benchmarks.cluster.visitor import NotSeen, Visitor

SLOWEST, LONGEST_PAUSE = 10.0, 45.0
"""Seconds for a page, and in which no answer is taken."""
BROKEN = (OSError, NotSeen)


@dataclass
class Looks:
    """At a public report, one after the other. ``ages``: of those from the replica."""

    ages: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    from_primary: int = 0
    failed: list[str] = field(default_factory=list)

    def told(self) -> str:
        oldest = f", at most {max(self.ages)} s old" if self.ages else ""
        return (
            f"{len(self.ages)} pages from the replica{oldest}, {self.from_primary} from the "
            f"primary, {len(self.failed)} failed, slowest {max(self.waits, default=0):.1f} s"
        )


class Watch:
    """Somebody who looks again and again at how an office handles reports. A page of the desk
    would not do: it notes that its reader is there, and a note waits as an answer does."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.reader = Visitor(town.door)
        unit = str(town.demo["head"]).split("/admin/ikm/")[1].split("/")[0]
        self.path = f"/publik/{unit}/pengaduan"

    def look(self, seconds: float) -> Looks:
        found, until = Looks(), time.monotonic() + seconds
        while time.monotonic() < until:
            began = time.monotonic()
            self._once(found)
            found.waits.append(time.monotonic() - began)
            time.sleep(0.3)
        return found

    def _once(self, found: Looks) -> None:
        try:
            age = self.reader.get(self.path).age
        except BROKEN as error:
            found.failed.append(str(error)[:80])
            return
        if age is None:
            found.from_primary += 1
        else:
            found.ages.append(age)


def lag(town: Town, table: Table) -> Watch | None:
    """None where it is not read at all."""
    watch = Watch(town)
    if not table.add("replica", "reports are read from it", lambda: _follows(town, watch)):
        return None
    table.add("replica", f"it lags: no figure older than {LAG} s", lambda: _lags(town, watch))
    return watch


def cut(town: Town, watch: Watch | None, table: Table) -> None:
    if watch is not None:
        table.add("replica", "it falls silent: reports go on",
                  lambda: _silent(town, watch))  # fmt: skip
        table.add("replica", "it comes back", lambda: _wakes(town))


def _follows(town: Town, watch: Watch) -> str:
    """Under load: where nobody commits, and the jobs are dead, it looks as if it hung."""
    found, _ = _under_load(town, lambda: watch.look(LAG + 3))
    return promise(bool(found.ages) and not found.failed, found.told())


def _lags(town: Town, watch: Watch) -> str:
    """What it has is kept from being applied; commits go on, as it still writes them down."""

    def look() -> Looks:
        town.pair.hold_replay(node, signal.SIGSTOP)
        try:
            return watch.look(LAG + 5)
        finally:
            town.pair.hold_replay(node, signal.SIGCONT)

    node = town.pair.replica()
    found, _ = _under_load(town, look)
    bounded = max(found.ages, default=0) <= LAG and found.from_primary > 0
    return promise(bounded and not found.failed, found.told())


def _silent(town: Town, watch: Watch) -> str:
    replica = town.pair.replica()

    def look() -> Looks:
        town.pair.silence(replica)
        return watch.look(32)

    # One who answers: each waits in a thread of the program until the replica is given up, and
    # with as many of them as there are threads (four here) nobody else would be served.
    found, pause = _under_load(town, look, 1)
    kept = len(found.failed) <= 1 and found.from_primary > 0 and max(found.waits) <= SLOWEST
    figure = f"{found.told()}; no answer taken for {pause:.1f} s"
    return promise(kept and pause <= LONGEST_PAUSE, figure)


def _under_load(town: Town, look: Callable[[], Looks], many: int = CROWD) -> tuple[Looks, float]:
    """And the longest pause of those who answer."""
    crowd = Crowd(town.door, town.points(), many)
    crowd.begin()
    began = time.monotonic()
    try:
        found = look()
    finally:
        sent = crowd.end()
    return found, sent.pause(began)


def _wakes(town: Town) -> str:
    for node in town.pair.nodes:
        town.pair.wake(node)
    return f"{patroni.settled(town.pair, 60):.1f} s until a commit is on both again"
