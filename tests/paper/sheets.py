"""Rows of respondents as a worksheet takes them, and a spreadsheet program that recalculates."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kiosk.domain.index import ikm as index
from kiosk.domain.index import period as periods
from kiosk.domain.index.material import Letterhead, Material
from kiosk.domain.index.method import Method
from kiosk.domain.index.period_figures import (
    AskedFigure,
    ChainFigure,
    MethodFigure,
    PeriodFigures,
    SampleFigure,
    SpellingFigure,
    UnsurFigure,
)  # fmt: skip
from kiosk.domain.index.respondents import Respondents, Sheet, counted
from kiosk.domain.index.seal import seal_of
from kiosk.domain.survey.instrument import Instrument, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

EXACT = Method()
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def sheet(
    instrument: Instrument,
    rows: Sequence[bytes],
    method: Method = EXACT,
    minimum: int = 1,
    **changes: object,
) -> Sheet:
    """Figures as a closing pins them, with ``rows`` behind them."""
    figures = _figures(instrument, rows, method, minimum)
    material = Material(
        figures=replace(figures, **changes),
        period=periods.parse("2026-10"),
        instrument=instrument,
        zone="Asia/Makassar",
        made=date(2026, 11, 2),
        closed_at=datetime(2026, 11, 2, tzinfo=UTC),
        edition=1,
        letterhead=Letterhead(()),
        seal=seal_of("K7QM2XH4W9TB", "https://skm.contoh.go.id", "ab" * 32, "cd" * 32, 1),
    )
    return Sheet(material, Respondents(rows))


def _figures(
    instrument: Instrument, rows: Sequence[bytes], method: Method, minimum: int
) -> PeriodFigures:
    tally = counted(instrument, rows)
    found = index.compute(instrument, tally, method) if rows else None
    return PeriodFigures(
        unit="dukcapil", unit_name="Disdukcapil", instansi="Kota Kupang", period="2026-10",
        respondents=len(rows), ikm=found.ikm if found else None,
        mutu=found.grade.mutu if found and len(rows) >= minimum else None,
        kinerja=None, withheld=None if found else "Belum ada responden pada periode ini.",
        low=None, high=None, near=None, unsur=_unsur(found), lowest=(),
        counts=tally.counts if found else {},
        sample=SampleFigure(len(rows), minimum, "minimum tetap", None, len(rows) >= minimum),
        asked=AskedFigure(0, 0, 0), by_service=(), by_point=(), by_source=(), by_unit=(),
        profile=(), excluded=0, with_excluded=None, flagged=None,
        spellings=_spellings(found),
        method=MethodFigure(
            formula="ikm-1", instrument=instrument.code,
            instrument_title=say(instrument.title, "id"), instrument_sha256="00" * 32,
            source=instrument.source, weight=method.label,
            rounding="none" if method.round_unsur is None else str(method.round_unsur),
            bands=method.bands, smallest=5, rollup="jawaban",
        ),
        chain=ChainFigure("ee" * 32, 1, len(rows)),
    )  # fmt: skip


def _spellings(found: index.Ikm | None) -> tuple[SpellingFigure, ...]:
    if found is None:
        return ()
    own = SpellingFigure(found.weight, found.ikm, found.grade.mutu)
    others = (SpellingFigure(o.weight, o.ikm, o.grade.mutu) for o in found.reconciliation)
    return (own, *others)


def _unsur(found: index.Ikm | None) -> tuple[UnsurFigure, ...]:
    return tuple(
        UnsurFigure(
            one.code, f"U{number}", one.name["id"], one.n or 0, one.total or 0, one.nrr,
            one.weighted, one.value, one.grade.mutu,
        )
        for number, one in enumerate(found.unsur if found else (), 1)
    )  # fmt: skip


def without_values(content: bytes, path: Path) -> None:
    """The workbook with every formula's value taken out: what is read later was computed."""
    path.write_bytes(content)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>0</v>", data)
                data = re.sub(rb' t="str"(?=><f>)', b"", data)
            new.writestr(name, data)


def recalculated(files: Iterable[Path], folder: Path, to: str = "xlsx") -> Path:
    """Every file opened by LibreOffice, all formulas computed anew, and saved in a folder."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE)
    out = folder / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to,
         "--outdir", str(out), *map(str, files)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    return out


def two(value: float | Fraction | Decimal) -> str:
    """A number of a cell as it is printed; it must already be rounded."""
    text = f"{value:.2f}"
    assert abs(float(value) - float(text)) < 1e-9, value
    return text
