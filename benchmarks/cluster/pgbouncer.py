"""A PgBouncer in front of each PostgreSQL."""

from benchmarks.cluster.ground import HOST, listens, wait_until
from benchmarks.cluster.patroni import Node, Pair
from benchmarks.cluster.postgres import ROLE
from benchmarks.cluster.shipped import shipped


def start(pair: Pair, node: Node, role_password: str) -> None:
    """Configured and started."""
    folder = pair.here.folder / f"patroni-{node.name}"
    users = pair.here.write(folder / "userlist.txt", f'"{ROLE}" "{role_password}"\n')
    text = shipped("pgbouncer.ini", {
        "host=10.10.0.11 port=5432": f"host={HOST} port={node.sql}",
        "listen_addr = 10.10.0.11": f"listen_addr = {HOST}",
        "listen_port = 6432": f"listen_port = {node.pool}",
        "unix_socket_dir = /var/run/postgresql": f"unix_socket_dir = {folder}",
        "/etc/pgbouncer/userlist.txt\nlogfile": f"{users}\nlogfile",
        "/var/log/postgresql/pgbouncer.log": f"{folder}/pgbouncer.log",
        "/var/run/postgresql/pgbouncer.pid": f"{folder}/pgbouncer.pid",
    })  # fmt: skip
    pair.here.write(folder / "pgbouncer.ini", text)
    again(pair, node)


def again(pair: Pair, node: Node) -> None:
    """After its host was dead."""
    env = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"}
    path = pair.here.folder / f"patroni-{node.name}" / "pgbouncer.ini"
    command = ["pgbouncer", "-q", str(path)]
    node.bouncer = pair.here.start(f"pgbouncer-{node.name}", command, env, served=True)
    wait_until("pgbouncer", lambda: listens(node.pool), 10)
