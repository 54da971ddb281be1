"""Two regions and the nation: published figures arrive, and merge by being added."""

import json
from dataclasses import dataclass
from typing import Any

from benchmarks.cluster import citizen, patroni, postgres, product
from benchmarks.cluster.ground import HOST, Ground, wait_until
from benchmarks.cluster.postgres import DATABASE, Plain
from benchmarks.cluster.product import House, address
from benchmarks.cluster.table import Table, promise
from benchmarks.cluster.town import GATE, Town

FIRST, SECOND = "53.71", "53.01"
SUBSCRIBER = "kiosk_nasional"
FIGURES = ("region_tallies", "region_indexes", "region_complaints", "region_fills")


def slot_of(region: str) -> str:
    return f"suara_loket_{region.replace('.', '_')}"


@dataclass
class Nation:
    """``town``: the first region, whose figures leave by a database of their own; ``second``: one
    on a single machine."""

    town: Town
    second: House
    second_server: Plain
    house: House
    server: Plain

    @property
    def password(self) -> str:
        return self.server.password

    def sql(self, statement: str) -> list[Any]:
        return postgres.ask(self.server.port, self.password, statement, DATABASE)

    def gate(self, statement: str) -> list[Any]:
        """Of the first region's database that holds nothing else."""
        return postgres.ask(self.town.pair.primary().sql, self.password, statement, GATE)

    def report(self) -> dict[str, Any]:
        month = str(self.town.demo["months"][-1])
        found: dict[str, Any] = json.loads(
            self.house.run("pusat", "nation", "report", "--month", month, "--json")
        )
        return found


def build(here: Ground, town: Town) -> Nation:
    servers = [postgres.start_plain(here, one, town.password) for one in ("wilayah2", "nasional")]
    second, nation = (
        product.house(here, name, database_url=address([one.port], town.password, "any"))
        for name, one in zip(("wilayah2", "nasional"), servers, strict=True)
    )
    product.together(
        lambda: product.furnish(second, "kantor", seed=7), lambda: nation.run("pusat", "init")
    )
    return Nation(town, second, servers[0], nation, servers[1])


def publish(nation: Nation) -> str:
    """A role that may read the figures, the region's code, its publication."""
    town = nation.town
    product.together(
        lambda: _publish(nation, town.pair.primary().sql, town.house, "web1", FIRST),
        lambda: _publish(nation, nation.second_server.port, nation.second, "kantor", SECOND),
    )
    patroni.keep_slot(town.pair, slot_of(FIRST), GATE)
    wait_until("the slot on the primary", lambda: _slot_is_there(nation), 30)
    return f"{FIRST} by a gate of its own and a permanent slot, {SECOND} by its own database"


def _publish(nation: Nation, port: int, house: House, host: str, region: str) -> None:
    role = f"CREATE ROLE {SUBSCRIBER} LOGIN REPLICATION PASSWORD '{nation.password}'"
    postgres.ask(port, nation.password, role)
    house.run(host, "setting", "set", "kode-wilayah", region)
    house.run(host, "region", "publish", "--role", SUBSCRIBER)


def _slot_is_there(nation: Nation) -> bool:
    asked = f"SELECT 1 FROM pg_replication_slots WHERE slot_name = '{slot_of(FIRST)}'"
    return bool(nation.gate(asked))


def subscribe(nation: Nation) -> str:
    """By the national database's own administrator, from what the command prints."""
    ports = [one.sql for one in nation.town.pair.nodes]
    first = _source(nation, ports, GATE, "read-write")
    second = _source(nation, [nation.second_server.port], DATABASE, "any")
    product.together(
        lambda: _subscribe(nation, FIRST, first, "--slot", slot_of(FIRST)),
        lambda: _subscribe(nation, SECOND, second),
    )
    return arrived(nation)


def _source(nation: Nation, ports: list[int], database: str, wanted: str) -> str:
    folder = nation.town.here.folder / "key-nasional"
    line = f"*:*:*:{SUBSCRIBER}:{nation.password}\n"
    keys = nation.town.here.write(folder / "pgpass", line)
    hosts = ",".join(f"{HOST}:{port}" for port in ports)
    query = f"target_session_attrs={wanted}&passfile={keys}"
    return f"postgresql://{SUBSCRIBER}@{hosts}/{database}?{query}"


def _subscribe(nation: Nation, region: str, source: str, *more: str) -> None:
    words = ("--region", region, "--from", source, "--sql", "--json", *more)
    told = json.loads(nation.house.run("pusat", "nation", "subscribe", *words))
    for statement in told["sql"]:
        nation.sql(statement)


def arrived(nation: Nation, seconds: float = 40) -> str:
    """Fill both regions as the hourly job does; then every row is in the nation, as it was."""
    product.together(
        lambda: nation.town.house.run("web1", "region", "fill"),
        lambda: nation.second.run("kantor", "region", "fill"),
    )
    took = wait_until("the figures in the nation", lambda: _is_same(nation), seconds, 0.3)
    asked = "SELECT count(*), avg(pg_column_size(t.*))::integer FROM region_tallies t"
    rows, size = nation.sql(asked)[0]
    return f"{rows} rows of figures, {size} bytes each, the last {took:.1f} s after they were made"


def _is_same(nation: Nation) -> bool:
    """Table by table, by a fingerprint of all rows of a region."""
    there = (
        (FIRST, nation.gate),
        (SECOND, lambda text: postgres.ask(
            nation.second_server.port, nation.password, text, DATABASE)),
    )  # fmt: skip
    try:
        return all(
            ask(_fingerprint(table, region)) == nation.sql(_fingerprint(table, region))
            for region, ask in there for table in FIGURES
        )  # fmt: skip
    except postgres.Unasked:
        return False


def _fingerprint(table: str, region: str) -> str:
    return (
        f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t "
        f"WHERE region = '{region}' HAVING count(*) > 0"
    )


def merged(nation: Nation) -> str:
    """The whole is the sum of the regions, by the command that reports it."""
    told = nation.report()
    whole = told["whole"]
    parts = [one["respondents"] for one in told["regions"]]
    figure = (
        f"{whole['respondents']} respondents of {' + '.join(map(str, parts))}, IKM {whole['ikm']}"
    )
    return promise(len(parts) == 2 and sum(parts) == whole["respondents"] > 0, figure)


def goes_on(nation: Nation) -> str:
    """After the fail-over: one answer more, and the nation hears of it from the new primary."""
    asked = "SELECT sum(respondents)::integer FROM region_tallies"
    before = nation.sql(asked)[0][0]
    citizen.rate(nation.town.door, nation.town.code)
    told = arrived(nation, 60)
    after = nation.sql(asked)[0][0]
    return promise(after > before, f"{before} respondents, then {after}; {told}")


def _slot_on_both(nation: Nation) -> str:
    """A replica gets it by a restart of its own, in which nobody waits for its commits."""
    pair = nation.town.pair
    slot = slot_of(FIRST)
    took = wait_until("the slot on the replica", lambda: patroni.has_slot(pair, slot), 40)
    return f"{took:.1f} s more until it was"


def connect(nation: Nation, table: Table) -> None:
    table.add("nation", "two regions publish", lambda: publish(nation))
    table.add("nation", "figures arrive, row by row", lambda: subscribe(nation))
    table.add("nation", "the whole is the sum of the regions", lambda: merged(nation))
    table.add("nation", "no personal data left the region", lambda: only_figures(nation))
    table.add("nation", "its slot is on both nodes", lambda: _slot_on_both(nation))


def only_figures(nation: Nation) -> str:
    """Whatever came: the nation has no answer, no complaint, nobody's name; and the slot reads a
    database in which there is nothing else."""
    empty = ("answers", "tickets", "submissions", "suggestions")
    here = [one for one in empty if _exists(nation, one)]
    rows = sum(nation.sql(f"SELECT count(*) FROM {one}")[0][0] for one in here)
    tables = {row[0] for row in nation.gate(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}  # fmt: skip
    foreign = sorted(one for one in tables if not one.startswith(("region_", "alembic")))
    return promise(
        rows == 0 and not foreign, f"0 rows in {', '.join(here)}; gate: {len(tables)} tables"
    )


def _exists(nation: Nation, table: str) -> bool:
    return nation.sql(f"SELECT to_regclass('{table}')")[0][0] is not None
