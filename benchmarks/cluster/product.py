"""The program on several hosts: one secret key, one mount with what is kept as files."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from benchmarks.cluster.ground import HOST, ROOT, Ground, Process, free_ports, listens, wait_until
from benchmarks.cluster.postgres import DATABASE, ROLE
from kiosk.commands.serve import gunicorn

NAME = "skm.contoh.go.id"
WORKERS = 1
"""Of each of the two web hosts: the machine has two cores for all of them."""
DEMO = ("--units", "1", "--months", "2", "--answers", "100", "--complaints", "3")


class Failed(RuntimeError):
    """A command of ours ended otherwise than it should; the message is what it said."""


@dataclass(frozen=True)
class House:
    """What all hosts of one installation have in common."""

    here: Ground
    name: str
    settings: Mapping[str, str]

    def environ(self, host: str) -> dict[str, str]:
        """Of one of its hosts, whose own folder for passing files is made here."""
        kept = {name: value for name, value in os.environ.items() if name[:6] != "KIOSK_"}
        return {**kept, **self.settings, "TMPDIR": str(self.here.place(f"{self.name}-{host}"))}

    def run(self, host: str, *words: str, seconds: float = 90) -> str:
        """One ``kiosk`` command; raises `Failed`."""
        done = subprocess.run(
            [sys.executable, "-m", "kiosk.cli", *words], cwd=ROOT, env=self.environ(host),
            capture_output=True, text=True, timeout=seconds,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"kiosk {' '.join(words)}: {done.stderr[-1500:]}{done.stdout[-500:]}")
        return done.stdout

    def web(self, host: str) -> tuple[int, Process]:
        """A web process without jobs, and the port it answers on."""
        [port] = free_ports(1)
        process = self.here.start(
            f"{self.name}-{host}", gunicorn(HOST, port, WORKERS), self.environ(host)
        )
        wait_until(host, lambda: listens(port), 40)
        return port, process

    def jobs(self, host: str, database_url: str) -> Process:
        """Not by a pooler: a backup changes its session, which a pooler would hand on."""
        command = [sys.executable, "-m", "kiosk.cli", "jobs"]
        env = self.environ(host) | {"KIOSK_DATABASE_URL": database_url}
        return self.here.start(f"{self.name}-{host}", command, env)


def address(ports: list[int], password: str, wanted: str, database: str = DATABASE) -> str:
    """One address with several hosts; ``wanted``: which of them is to be taken."""
    hosts = ",".join(f"{HOST}:{port}" for port in ports)
    return f"postgresql://{ROLE}:{password}@{hosts}/{database}?target_session_attrs={wanted}"


def house(here: Ground, name: str, **more: str) -> House:
    """``more``: its own settings, by their names without KIOSK_ in small letters."""
    own = {f"KIOSK_{one.upper()}": value for one, value in more.items()}
    mount = here.place(f"{name}-bersama")
    common = {
        "KIOSK_INSTANCE_DIR": str(mount / "instansi"),
        "KIOSK_SECRET_KEY": secrets.token_urlsafe(48),
        "KIOSK_UPLOAD_DIR": str(mount / "lampiran"),
        "KIOSK_TIMEZONE": "Asia/Makassar",
        "KIOSK_PUBLIC_URL": f"https://{NAME}",
        "KIOSK_PROXY_HOPS": "1",
    }
    return House(here, name, common | own)


def together(*works: Callable[[], object]) -> None:
    """Side by side: a command of ours spends its first second or two on itself alone."""
    with ThreadPoolExecutor(len(works)) as threads:
        for one in [threads.submit(work) for work in works]:
            one.result()


def furnish(one: House, host: str, seed: int = 1) -> dict[str, Any]:
    """`kiosk init` and a small demo; what the demo said of itself."""
    one.run(host, "init")
    words = ("demo", *DEMO, "--seed", str(seed), "--json")
    found: dict[str, Any] = json.loads(one.run(host, *words))
    return found
