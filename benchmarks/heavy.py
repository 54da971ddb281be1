"""Work behind the pages: commands of their own, run as an operator runs them, once each."""

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fill import FIRST, unit_code
from benchmarks.installation import clean_environ
from benchmarks.kept import Filled, filled
from benchmarks.server import ROOT
from kiosk.domain.refusal import Busy
from kiosk.store.engine import connection, transaction

SHEET_ANSWERS = 375_000
"""Of one unit in three years: 100,000 of the SKM in one of them."""
_PDF = """
import json, sys, time
from kiosk.paper import report_pdf
from tests.paper.test_report_pdf import long_material
material = long_material()
began = time.perf_counter()
made = report_pdf.make(material, lambda done, of: None)
took = time.perf_counter() - began
import io, pikepdf
print(json.dumps([took, len(pikepdf.open(io.BytesIO(made)).pages)]))
"""
_LOOKS = 0.05


@dataclass
class Ran:
    """``lines`` with the second each was written at; ``memory``: greatest resident bytes."""

    seconds: float = 0.0
    memory: int = 0
    lines: list[tuple[float, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Heavy:
    """``tallies`` and ``breakdowns``: seconds of each; ``waited``: the longest a writer waited
    meanwhile."""

    answers: int
    rebuild: Ran
    tallies: float
    breakdowns: float
    waited: float
    csv: Ran
    csv_rows: int
    csv_small: Ran
    xlsx: Ran
    xlsx_rows: int
    pdf: Ran
    pdf_seconds: float
    pdf_pages: int


def measure(one: Filled, small: Filled, keep: Path | None) -> Heavy:
    """``small``: of whose export the memory is the same, if it is flat."""
    with _writing(one) as waits:
        rebuild = run(one.here.environ, "-m", "kiosk.cli", "tally", "rebuild", "--dari-awal")
    began = next(at for at, line in rebuild.lines if line.startswith("rincian"))
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        csv, rows = _csv(one, Path(folder) / "large")
        csv_small, _ = _csv(small, Path(folder) / "small")
        with filled(SHEET_ANSWERS, keep, 1) as sheet:
            xlsx, many = _xlsx(sheet, Path(folder) / "sheet.xlsx")
    pdf = run({}, "-c", _PDF)
    took, pages = json.loads(pdf.lines[-1][1])
    return Heavy(
        answers=one.answers,
        rebuild=rebuild,
        tallies=began,
        breakdowns=rebuild.seconds - began,
        waited=max(waits),
        csv=csv,
        csv_rows=rows,
        csv_small=csv_small,
        xlsx=xlsx,
        xlsx_rows=many,
        pdf=pdf,
        pdf_seconds=took,
        pdf_pages=pages,
    )


def run(environ: dict[str, str], *args: str) -> Ran:
    """Python with these; raises `CalledProcessError`."""
    done, began = Ran(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *args], env=clean_environ(environ), cwd=ROOT, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    watching = threading.Thread(target=_watch, args=(process, done))
    watching.start()
    assert process.stdout is not None
    for line in process.stdout:
        done.lines.append((time.perf_counter() - began, line.rstrip()))
    code = process.wait()
    done.seconds = time.perf_counter() - began
    watching.join()
    if code:
        raise subprocess.CalledProcessError(code, args)
    return done


def _watch(process: "subprocess.Popen[str]", done: Ran) -> None:
    """Not `ru_maxrss`, which begins with what the parent held."""
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        with suppress(OSError):
            found = re.search(r"VmHWM:\s+([0-9]+)", status.read_text())
            done.memory = max(done.memory, int(found[1]) * 1024 if found else 0)
        time.sleep(_LOOKS)


@contextmanager
def _writing(one: Filled) -> Iterator[list[float]]:
    """Somebody who wants to write all the while, and how long each wish waited; five seconds is
    where it is given up."""
    waits, over = [0.0], threading.Event()

    def want() -> None:
        with one.here.app.app_context():
            while not over.wait(_LOOKS):
                began = time.perf_counter()
                with suppress(Busy), transaction():
                    connection()
                waits.append(time.perf_counter() - began)

    wishing = threading.Thread(target=want)
    wishing.start()
    try:
        yield waits
    finally:
        over.set()
        wishing.join()


def _csv(one: Filled, out: Path) -> tuple[Ran, int]:
    done = run(one.here.environ, "-m", "kiosk.cli", "export", "csv", "--out", str(out), "--json")
    told = json.loads("\n".join(line for _, line in done.lines))
    return done, int(told["rows"])


def _xlsx(one: Filled, out: Path) -> tuple[Ran, int]:
    asked = ("report", "ikm", "--unit", unit_code(0), "--period", str(FIRST // 100), "--json")
    done = run(one.here.environ, "-m", "kiosk.cli", *asked, "--xlsx", str(out))
    told = json.loads("\n".join(line for _, line in done.lines))
    return done, int(told["respondents"])
