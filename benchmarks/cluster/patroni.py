"""Two nodes of Patroni: a primary and its synchronous replica."""

import json
import os
import signal
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cluster import postgres
from benchmarks.cluster.etcd import Etcd
from benchmarks.cluster.ground import (
    HOST,
    Ground,
    Process,
    TooSlow,
    free_ports,
    send,
    wait_until,
)
from benchmarks.cluster.guard import descendants
from benchmarks.cluster.shipped import shipped

NAMES = ("db1", "db2")
SECRET_PARTS = ("postgres", "replikator", "penggulung")


@dataclass
class Node:
    """``sql``, ``rest`` and ``pool``: ports of PostgreSQL, of Patroni and of the PgBouncer beside
    it."""

    name: str
    sql: int
    rest: int
    pool: int
    process: Process | None = None
    bouncer: Process | None = None

    def state(self) -> Mapping[str, Any]:
        """What Patroni says of it; raises `OSError`."""
        with urllib.request.urlopen(f"http://{HOST}:{self.rest}/patroni", timeout=2) as told:
            found: dict[str, Any] = json.load(told)
        return found


@dataclass
class Pair:
    """The cluster; ``password`` is that of its superuser, and of every other role too."""

    here: Ground
    etcd: Etcd
    nodes: tuple[Node, Node]
    password: str

    def primary(self) -> Node:
        """Raises `LookupError` where there is none."""
        return next(iter(self._with_role("master", "primary")), None) or _none("a primary")

    def replica(self) -> Node:
        return next(iter(self._with_role("replica")), None) or _none("a replica")

    def _with_role(self, *roles: str) -> list[Node]:
        return [one for one in self.nodes if _role_of(one) in roles]

    def is_synchronous(self) -> bool:
        """Whether a commit waits for the other node."""
        try:
            found = postgres.ask(
                self.primary().sql, self.password,
                "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'",
            )  # fmt: skip
        except (LookupError, postgres.Unasked):
            return False
        return bool(found[0][0] == 1)

    def start(self, node: Node) -> None:
        path = self.here.folder / f"patroni-{node.name}" / "patroni.yml"
        env = {"PATH": "/usr/bin:/bin", "PGBOUNCER_PORT": str(node.pool),
               "PGBOUNCER_SOCKET": str(path.parent)}  # fmt: skip
        command = ["patroni", str(path)]
        node.process = self.here.start(f"patroni-{node.name}", command, env, served=True)

    def kill(self, node: Node) -> None:
        """As if its power were cut: Patroni, PostgreSQL and PgBouncer at one instant."""
        self._each(node, signal.SIGKILL)

    def hold_replay(self, node: Node, number: signal.Signals) -> None:
        """Of a replica: what it receives is written down, and not applied. By a signal, as its
        Patroni soon takes back what PostgreSQL itself is told."""
        for one in descendants(self._server(node)):
            if b"startup" in Path(f"/proc/{one}/cmdline").read_bytes():
                os.kill(one, number)

    def silence(self, node: Node) -> None:
        """As if its cable were cut: it lives, and says nothing."""
        self._each(node, signal.SIGSTOP)

    def wake(self, node: Node) -> None:
        self._each(node, signal.SIGCONT)

    def _each(self, node: Node, number: signal.Signals) -> None:
        """Patroni first, which would start the other anew; PostgreSQL left its family."""
        for one in (node.process, node.bouncer):
            assert one is not None
            send(one.pid, number)
        send(self._server(node), number)

    def _server(self, node: Node) -> int:
        path = self.here.folder / f"patroni-{node.name}" / "data" / "postmaster.pid"
        return int(path.read_text().split()[0])


def _none(what: str) -> Node:
    raise LookupError(f"the cluster has no {what}")


def _role_of(node: Node) -> str:
    try:
        told = node.state()
    except OSError:
        return ""
    return str(told.get("role", "")) if told.get("state") == "running" else ""


def start(here: Ground, etcd: Etcd, password: str) -> Pair:
    """Raises `TooSlow`."""
    first, second = free_ports(3), free_ports(3)
    nodes = (_node(NAMES[0], first), _node(NAMES[1], second))
    pair = Pair(here, etcd, nodes, password)
    for node in nodes:
        _configure(pair, node)
    pair.start(nodes[0])
    wait_until("a primary", lambda: _role_of(nodes[0]) in ("master", "primary"), 60)
    pair.start(nodes[1])
    return pair


def _node(name: str, ports: list[int]) -> Node:
    sql, rest, pool = ports
    return Node(name, sql, rest, pool)


def _configure(pair: Pair, node: Node) -> None:
    folder = pair.here.place(f"patroni-{node.name}", served=True)
    text = shipped("patroni.yml", {
        "name: db1": f"name: {node.name}",
        "10.10.0.11:2379,10.10.0.12:2379,10.10.0.13:2379": pair.etcd.hosts,
        "10.10.0.11:8008": f"{HOST}:{node.rest}",
        "10.10.0.11:5432": f"{HOST}:{node.sql}",
        "/var/lib/postgresql/15/suara-loket": f"{folder}/data",
        "/var/lib/postgresql/.pgpass-suara-loket": f"{folder}/pgpass",
        "/usr/lib/postgresql/15/bin": str(postgres.binaries()),
        "/var/run/postgresql": str(folder),
        "/etc/patroni/peran-berganti.sh": str(folder / "peran-berganti.sh"),
        "10.10.0.0/24": f"{HOST}/32",
        "hostssl gerbang           kiosk_nasional  10.20.0.0/24":
            f"host gerbang kiosk_nasional {HOST}/32",
        "max_connections: 100": "max_connections: 60\n        shared_buffers: 64MB",
        **{f"ganti-sandi-{one}": pair.password for one in SECRET_PARTS},
    })  # fmt: skip
    pair.here.write(folder / "patroni.yml", text)
    script = shipped("peran-berganti.sh", {})
    pair.here.write(folder / "peran-berganti.sh", script, 0o755)


def settled(pair: Pair, seconds: float) -> float:
    """Wait until a commit is on both nodes; seconds it took."""
    began = time.monotonic()
    wait_until("a synchronous replica", pair.is_synchronous, seconds, 0.3)
    return time.monotonic() - began


def keep_slot(pair: Pair, name: str, database: str) -> None:
    """A logical slot that survives a fail-over, by the very command an operator types."""
    folder = pair.here.folder / f"patroni-{pair.nodes[0].name}"
    command = ["patronictl", "-c", str(folder / "patroni.yml"), "edit-config", "--force"]
    for key, value in (("type", "logical"), ("database", database), ("plugin", "pgoutput")):
        command += ["-s", f"slots.{name}.{key}={value}"]
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    process = pair.here.start("patronictl", [*command, "suara-loket"], env, served=True)
    if process.wait(30):
        raise TooSlow(pair.here.words("patronictl"))


def has_slot(pair: Pair, name: str) -> bool:
    """On both nodes."""
    asked = f"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{name}'"
    try:
        return all(postgres.ask(node.sql, pair.password, asked)[0][0] for node in pair.nodes)
    except postgres.Unasked:
        return False
