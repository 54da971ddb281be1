"""``kiosk serve``: web and jobs together, the one-machine installation."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import refusing
from kiosk.domain.index.period import of_month
from kiosk.domain.month import month_of
from kiosk.flows.place.find_place import FoundUnit, list_places
from kiosk.flows.upkeep.check_start import require_fit
from kiosk.flows.upkeep.look_sound import look_sound

START_SECONDS = 30
STOP_SECONDS = 30
TOLD_TO_STOP = (0, -signal.SIGTERM, -signal.SIGINT)
ALLOCATOR = {"MALLOC_ARENA_MAX": "1"}
"""glibc's: a heap for each thread is 3 MB of a worker, and only one of them runs at a time."""
PAUSE = 0.2
"""Between two looks at the processes."""


@click.command("serve", help="Jalankan web dan tugas terjadwal bersama.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=None, type=click.IntRange(1, 64), help="Bakunya jumlah inti.")
@with_appcontext
@refusing
def serve(host: str, port: int, workers: int | None) -> None:
    """Ends when told to, or when the web process ends."""
    _require_ready()
    places = list_places()
    pair = Pair(gunicorn(host, port, workers or os.cpu_count() or 2))
    pair.listen()
    if _answers(host, port, pair.web):
        below = os.environ.get("SCRIPT_NAME", "").rstrip("/")
        click.echo("\n".join(_where(f"http://{host}:{port}{below}", places)))
    raise SystemExit(_stand_by(pair))


class Pair:
    """The web process and the jobs process, and what they are told together."""

    def __init__(self, web: list[str]) -> None:
        self.web = subprocess.Popen(web, env=os.environ | ALLOCATOR)
        self.jobs = _start_jobs()
        self._is_renewing = False

    def listen(self) -> None:
        """SIGTERM and SIGINT end both; SIGHUP renews both, and no caller notices."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._ask)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        for one in (self.web, self.jobs):
            one.terminate()

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._is_renewing = True

    def renew_if_asked(self) -> None:
        """Gunicorn starts new workers before the old ones end; the jobs hand their lease over."""
        if self._is_renewing:
            self._is_renewing = False
            self.web.send_signal(signal.SIGHUP)
            end(self.jobs)
            self.jobs = _start_jobs()


def _start_jobs() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "kiosk.cli", "jobs"])


def end(process: "subprocess.Popen[bytes]") -> None:
    """Within `STOP_SECONDS`, one way or the other."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def gunicorn(host: str, port: int, workers: int) -> list[str]:
    """The server as shipped. Few threads: four a worker cost 40 % of the POST rate on SQLite."""
    return [
        sys.executable, "-m", "gunicorn", "wsgi:app",
        "--bind", f"{host}:{port}",
        "--workers", str(workers),
        # gthread whose threads never wait for a sender; see kiosk/server/worker.py.
        "--worker-class", "kiosk.server.worker.Worker", "--threads", "2",
        # Below the 1,024 open files a service is given, all else it opens included.
        "--worker-connections", "800",
        # Through the kernel an answer that nobody fetches would have no end.
        "--no-sendfile",
        "--timeout", "60", "--graceful-timeout", "25", "--keep-alive", "5",
        # Opens a socket in the home directory, which a service user may not have.
        "--no-control-socket",
        # Who came from where is kiosk/web/proxy.py's to say; the server believes no header.
        "--forwarded-allow-ips", "",
        "--log-level", "warning",
    ]  # fmt: skip


def _require_ready() -> None:
    """Raises `Unfit`. A damaged database is served to whoever reads."""
    settings = current_app.config["KIOSK"]
    require_fit(settings, clock.now())
    if told := look_sound(settings, clock.now()):
        click.echo(f"Tidak ada yang ditulis: {told}", err=True)


def _answers(host: str, port: int, web: "subprocess.Popen[bytes]") -> bool:
    """Whether the web process came up within its time."""
    below = os.environ.get("SCRIPT_NAME", "").rstrip("/")
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}{below}/healthz"
    for _ in range(int(START_SECONDS / PAUSE)):
        if web.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(address, timeout=2):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(PAUSE)
    return False


def _where(root: str, places: list[FoundUnit]) -> list[str]:
    """Where to look, as a citizen and as a unit head."""
    public: str = current_app.config["KIOSK"].public_url or root
    usable = next((unit for unit in places if unit.points), None)
    if usable is None:
        return [f"Suara Loket berjalan di {root}", "Belum ada unit; isi contoh dengan: kiosk demo"]
    period = of_month(month_of(clock.now(), usable.zone or "Asia/Makassar"))
    return [
        f"Suara Loket berjalan di {root} (Ctrl+C untuk berhenti)",
        f"  Sebagai warga:       {public}/s/{usable.points[0].code}",
        f"  Sebagai kepala unit: {root}/admin/ikm/{usable.code}/{period}",
    ]


def _stand_by(pair: Pair) -> int:
    """Wait for the web process; the jobs end with it. Where the jobs end first both stop: better
    restarted by whoever watches than serving without deadlines and signed heads."""
    while pair.web.poll() is None:
        pair.renew_if_asked()
        if pair.jobs.poll() not in (None, *TOLD_TO_STOP):
            click.echo("Proses tugas berhenti; web dihentikan juga.", err=True)
            pair.web.terminate()
            pair.web.wait()
            return max(pair.jobs.returncode, 1)
        time.sleep(PAUSE)
    code = pair.web.wait()
    end(pair.jobs)
    return max(code, 0)
