"""Three members of etcd, which say who is primary."""

from dataclasses import dataclass

from benchmarks.cluster.ground import HOST, Ground, Process, free_ports, listens, wait_until
from benchmarks.cluster.shipped import shipped

MEMBERS = {"db1": "10.10.0.11", "db2": "10.10.0.12", "saksi": "10.10.0.13"}


@dataclass(frozen=True)
class Etcd:
    """``clients``: port by member."""

    clients: dict[str, int]
    running: dict[str, Process]

    @property
    def hosts(self) -> str:
        return ",".join(f"{HOST}:{port}" for port in self.clients.values())


def start(here: Ground) -> Etcd:
    clients = dict(zip(MEMBERS, free_ports(3), strict=True))
    peers = dict(zip(MEMBERS, free_ports(3), strict=True))
    running = {}
    for name in MEMBERS:
        env = _environ(here, name, clients, peers) | {"PATH": "/usr/bin:/bin", "GOMAXPROCS": "1"}
        running[name] = here.start(f"etcd-{name}", ["etcd"], env, served=True)
    for port in clients.values():
        wait_until("etcd", lambda port=port: listens(port), 20)  # type: ignore[misc]
    return Etcd(clients, running)


def _environ(
    here: Ground, name: str, clients: dict[str, int], peers: dict[str, int]
) -> dict[str, str]:
    """The shipped file is db1's: the member's own name and address, then everybody's ports."""
    here.place(f"data-etcd-{name}", served=True)
    text = shipped("etcd.env", {"/var/lib/etcd/suara-loket": f"{here.folder}/data-etcd-{name}"})
    own, cluster = [], ""
    for line in text.splitlines():
        if line.startswith("ETCD_INITIAL_CLUSTER="):
            cluster = line
        elif line and not line.startswith("#"):
            own.append(line.replace("db1", name).replace("10.10.0.11", MEMBERS[name]))
    lines = [_with_ports(line, clients, peers) for line in [*own, cluster]]
    return dict(line.split("=", 1) for line in lines)


def _with_ports(line: str, clients: dict[str, int], peers: dict[str, int]) -> str:
    for name, address in MEMBERS.items():
        line = line.replace(f"{address}:2379", f"{HOST}:{clients[name]}")
        line = line.replace(f"{address}:2380", f"{HOST}:{peers[name]}")
    return line
