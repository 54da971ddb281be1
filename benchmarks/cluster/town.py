"""The whole of it, standing: etcd, Patroni, PgBouncer, two web hosts, jobs, nginx."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from benchmarks.cluster import etcd, front, patroni, pgbouncer, postgres, product, staffer
from benchmarks.cluster.ground import Ground, Process
from benchmarks.cluster.patroni import Pair
from benchmarks.cluster.product import House, address
from benchmarks.cluster.visitor import Door, Visitor

LAG = 10
"""Seconds that a figure on a page may be old, at most: shorter than as shipped, to be seen here."""
GATE = "gerbang"
JOBS = ("jobs1", "jobs2")


@dataclass(frozen=True)
class Town:
    """``demo``: what `kiosk demo` said; ``password``: of every role of the databases."""

    here: Ground
    pair: Pair
    house: House
    door: Door
    demo: dict[str, Any]
    password: str
    jobs: dict[str, Process]
    seats: dict[str, Visitor] = field(default_factory=dict)

    def seat(self, who: str) -> Visitor:
        """ "head" or "officer", who signed in once and sits at the desk since."""
        if who not in self.seats:
            self.seats[who] = staffer.enter(self.door, self.demo["links"][who])
        return self.seats[who]

    def start_jobs(self, host: str) -> None:
        ports = [one.sql for one in self.pair.nodes]
        direct = address(ports, self.password, "read-write")
        self.jobs[host] = self.house.jobs(host, direct)

    @property
    def code(self) -> str:
        """The counter that the demo names first."""
        return str(self.demo["citizen"]).rpartition("/")[2]

    def points(self) -> list[str]:
        """Codes of the counters."""
        found = self.sql("SELECT code FROM points WHERE closed_at IS NULL ORDER BY code")
        return [row[0] for row in found]

    def sql(self, statement: str) -> list[Any]:
        """Rows, from the primary of now."""
        return postgres.ask(self.pair.primary().sql, self.password, statement, postgres.DATABASE)


def databases(here: Ground) -> Pair:
    """A primary with its PgBouncer, and a replica that is still copying. Raises `TooSlow`."""
    password = secrets.token_hex(12)
    pair = patroni.start(here, etcd.start(here), password)
    postgres.make_database(pair.nodes[0].sql, password, password)
    postgres.ask(pair.nodes[0].sql, password, f"CREATE DATABASE {GATE} OWNER {postgres.ROLE}")
    for node in pair.nodes:
        pgbouncer.start(pair, node, password)
    return pair


def build(here: Ground, pair: Pair) -> Town:
    """The program on its hosts, filled with a small demo."""
    pools = [node.pool for node in pair.nodes]
    house = product.house(
        here, "kota",
        database_url=address(pools, pair.password, "read-write"),
        replica_url=address(pools, pair.password, "standby"), replica_lag=str(LAG),
        gate_url=address([one.sql for one in pair.nodes], pair.password, "read-write", GATE),
    )  # fmt: skip
    demo = product.furnish(house, "web1")
    ports = [house.web(host)[0] for host in ("web1", "web2")]
    town = Town(here, pair, house, front.start(here, ports), demo, pair.password, {})
    town.start_jobs(JOBS[0])
    return town
