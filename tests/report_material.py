"""Material of a report without a database: figures by the real arithmetic from made-up answers.

material = report_material.make(rows=report_material.usual(120))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kiosk.domain.index import ikm as index
from kiosk.domain.index import period as periods
from kiosk.domain.index import tally
from kiosk.domain.index.bands import grade
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.material import (
    Complaints,
    Letterhead,
    Material,
    Said,
    Signer,
    Term,
    past_of,
)
from kiosk.domain.index.method import Method
from kiosk.domain.index.period_figures import (
    AskedFigure,
    ChainFigure,
    LineFigure,
    MethodFigure,
    PeriodFigures,
    ProfileFigure,
    SampleFigure,
    ShareFigure,
    SpellingFigure,
    UnsurFigure,
)
from kiosk.domain.index.plan import Plan, PlanState
from kiosk.domain.index.seal import seal_of
from kiosk.domain.survey.instrument import Instrument, say
from kiosk.flows.steps import load_instrument

CLOSED = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
CODE = "7F3K9QWX2M4B"
UNIT = "Dinas Kependudukan dan Pencatatan Sipil Kota Kupang"
INSTANSI = "Pemerintah Kota Kupang"
PUBLIC = "https://skm.kupangkota.go.id"
_WITHHELD = {True: "Belum cukup sampel.", False: "Belum ada responden pada periode ini."}
Rows = Sequence[Mapping[str, int]]


def usual(count: int, instrument: Instrument | None = None, lift: int = 0) -> Rows:
    """Answers that differ by unsur and person, the same each time. ``lift`` makes them better."""
    items = list((instrument or load_instrument("skm-2017")).items)
    return [
        {
            code: 4
            if (person * 7 + place * 3 + lift) % (5 + place % 3) > 1
            else 3 - (person % 9 == 0)
            for place, code in enumerate(items)
        }
        for person in range(count)
    ]


def figures(
    rows: Rows, period: str = "2026-10", *, minimum: int = 30, population: int | None = None,
    instrument: str = "skm-2017", method: Method | None = None, **changes: Any,
) -> PeriodFigures:  # fmt: skip
    asked, by = load_instrument(instrument), method or Method()
    counted = tally.of_scores(asked, rows)
    found = index.compute(asked, counted, by, population)
    made = of_ikm(found, asked, by, counted, period, minimum=minimum, population=population)
    return replace(made, **changes)


def of_ikm(
    found: Ikm | None, asked: Instrument, by: Method, counted: tally.Tally, period: str, *,
    minimum: int, population: int | None = None,
) -> PeriodFigures:  # fmt: skip
    """``counted``: only its respondents and counts are looked at."""
    count = counted.respondents
    enough = count >= minimum
    band = found.interval if found else None
    ends = {grade(one, by.bands).mutu for one in (band.low, band.high)} if band else set()
    graded = found is not None and enough
    near = " dan ".join(sorted(ends - {found.grade.mutu})) if found and graded else ""
    rule = (
        "minimum tetap, kunjungan belum dicatat" if population is None else "tabel Krejcie-Morgan"
    )
    return PeriodFigures(
        unit="dukcapil-kupang",
        unit_name=UNIT,
        instansi=INSTANSI,
        period=period,
        respondents=count,
        ikm=found.ikm if found else None,
        mutu=found.grade.mutu if found and graded else None,
        kinerja=say(found.grade.words, "id") if found and graded else None,
        withheld=None if graded else _WITHHELD[found is not None],
        low=band.low if band else None,
        high=band.high if band else None,
        near=near or None,
        unsur=_unsur(asked, found),
        lowest=tuple(one.code for one in found.lowest()) if found else (),
        counts=dict(counted.counts) if found else {},
        sample=SampleFigure(count, minimum, rule, population, enough),
        asked=AskedFigure(0, 0, 0),
        by_service=(),
        by_point=(LineFigure("7F3K9QWX", "Loket 1", count, found.ikm if found else None, None),),
        by_source=(
            LineFigure("kiosk", "Tablet loket", count - count // 4, None, None),
            LineFigure("assisted", "Dibantu petugas", count // 4, None, None),
        ) if count else (),
        by_unit=(),
        profile=_profile(count),
        excluded=0,
        with_excluded=None,
        flagged=None,
        spellings=_spellings(found),
        method=MethodFigure(
            "ikm-1", asked.code, say(asked.title, "id"), "5f" * 32, asked.source, by.label,
            "none" if by.round_unsur is None else str(by.round_unsur), by.bands, 5, "jawaban",
        ),
        chain=ChainFigure("ab" * 32, 1, count),
    )  # fmt: skip


def _unsur(asked: Instrument, found: Ikm | None) -> tuple[UnsurFigure, ...]:
    places = {one.code: place for place, one in enumerate(asked.unsur, 1)}
    return tuple(
        UnsurFigure(
            one.code, f"U{places[one.code]}", say(one.name, "id"), one.n or 0, one.total or 0,
            one.nrr, one.weighted, one.value, one.grade.mutu,
        )
        for one in (found.unsur if found else ())
    )  # fmt: skip


def _spellings(found: Ikm | None) -> tuple[SpellingFigure, ...]:
    if found is None:
        return ()
    others = (SpellingFigure(one.weight, one.ikm, one.grade.mutu) for one in found.reconciliation)
    return (SpellingFigure(found.weight, found.ikm, found.grade.mutu), *others)


def _profile(count: int) -> tuple[ProfileFigure, ...]:
    if not count:
        return ()
    men = count // 2
    share = Decimal(100 * men) / count
    rows = (
        ShareFigure("L", "Laki-laki", men, share.quantize(Decimal("0.01")), Decimal("87.10")),
        ShareFigure("P", "Perempuan", count - men, (100 - share).quantize(Decimal("0.01")), None),
    )
    return (ProfileFigure("jenis_kelamin", "Jenis kelamin", rows, 0),)


def lines(count: int, kind: str) -> tuple[LineFigure, ...]:
    name = f"{kind} penerbitan dan perubahan dokumen kependudukan bagi penduduk rentan nomor"
    return tuple(
        LineFigure(f"k{at}", f"{name} {at}", 12 + at, Decimal("85.50"), "B")
        for at in range(1, count + 1)
    )


def plan(found: PeriodFigures, code: str, **changes: Any) -> Plan:
    one = found.unsur_of(code)
    made = Plan(
        id=1, unit_id=1, closing_id=1, instrument="skm-2017", period=periods.parse(found.period),
        unsur=code, number=one.number, name=one.name, value=one.value, mutu=one.mutu,
        problem="", action="Menambah satu loket pada jam sibuk", owner="Kepala Seksi Pelayanan",
        owner_id=None, quarter=periods.parse("2026-Q4"), due=date(2026, 12, 15),
        state=PlanState.RUNNING, public_title="", public_answer="",
        reported_on=date(2026, 11, 2), opened_at=CLOSED, done_on=None, version=1, created_by=1,
    )  # fmt: skip
    return replace(made, **changes)


HEAD = Letterhead(
    lines=("PEMERINTAH KOTA KUPANG", "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"),
    address="Jalan Timor Raya Nomor 1, Kota Kupang 85228",
    contact="Telepon (0380) 123456, laman kupangkota.go.id",
    city="Kupang",
    signer=Signer(
        "Maria Y. Nalle, S.Sos., M.Si.", "Pembina Utama Muda", "197203141996032001",
        "Kepala Dinas Kependudukan dan Pencatatan Sipil",
    ),
)  # fmt: skip


def make(found: PeriodFigures | None = None, **changes: Any) -> Material:
    """Closed October 2026 with a trend, words, complaints and plans."""
    now = found or figures(usual(120), population=400, minimum=59)
    past = figures(usual(90, lift=2), "2026-09", population=300, minimum=59)
    made = Material(
        figures=now,
        period=periods.parse(now.period),
        instrument=load_instrument(now.method.instrument),
        zone="Asia/Makassar",
        made=date(2026, 11, 3),
        closed_at=CLOSED,
        edition=1,
        letterhead=HEAD,
        seal=seal_of(CODE, PUBLIC, "cd" * 32, "ef" * 32, 1),
        before=(past_of(periods.parse("2026-09"), past),),
        said=Said((Term("antre", 14, ("waktu",)), Term("parkir", 9, ("sarana",))),
                  ("Antrean terlalu lama pada hari Senin.",), 1),
        complaints=Complaints(12, 11, 9, 3, date(2026, 11, 2)),
        plans=tuple(plan(now, code) for code in now.lowest),
        last_plans=tuple(plan(past, code, state=PlanState.DONE, done_on=date(2026, 10, 20))
                         for code in past.lowest),
        last_plans_of=periods.parse("2026-09"),
    )  # fmt: skip
    return replace(made, **changes)
