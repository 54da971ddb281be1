"""The shipped nginx in front of both web hosts, with certificates made for the occasion."""

import os
import shutil
from typing import Any

from benchmarks.cluster.ground import HOST, Ground, free_ports, listens, wait_until
from benchmarks.cluster.visitor import Door
from tests.services import front


def start(here: Ground, webs: list[int]) -> Door:
    """The lines an operator adds: one ``server`` for each further web host."""
    folder = here.place("nginx")
    plain, tls = free_ports(2)
    nothing: Any = None
    placed = front.Front(tls, plain, webs[0], folder, nothing, nothing)
    front.write_configuration(placed)
    path = folder / "suara-loket.conf"
    path.write_text(_with_more(path.read_text(), webs))
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    here.start("nginx", [nginx, *front.arguments(placed)], dict(os.environ))
    wait_until("nginx", lambda: listens(tls), 10)
    return Door(tls, folder / "ca.pem")


def _with_more(text: str, webs: list[int]) -> str:
    lines = [f"    server {HOST}:{port};\n" for port in webs]
    if lines[0] not in text:
        raise LookupError("deploy/nginx/suara-loket.conf has no server of its own")
    return text.replace(lines[0], "".join(lines))
