"""What the papers, tables and letters of the domain say, whole, as it was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.complaint.share import Share
from kiosk.domain.index import period as periods
from kiosk.domain.index import satu_data, satu_data_metadata
from kiosk.domain.index.closing import Closing, PeriodState
from kiosk.domain.index.material import Material, Said
from kiosk.domain.index.period_figures import LineFigure
from kiosk.domain.index.plan import PlanState
from kiosk.domain.index.report_outline import appendices, report
from kiosk.domain.index.satu_data import Published
from kiosk.domain.upkeep.notice import KINDS, letter
from kiosk.domain.zi import board_document, board_text, opini
from kiosk.domain.zi.automatic import Rules, answers
from kiosk.domain.zi.facts import Channels, Facts, Lane, Scope, Standards
from kiosk.domain.zi.hasil import Conversion, Source
from kiosk.domain.zi.lke import ZeroComplaints
from kiosk.domain.zi.opini import Counted
from kiosk.domain.zi.pekppp_facts import measured
from kiosk.flows.steps import load_instrument
from tests import approved, boards
from tests import report_material as paper
from tests.zi_facts import complaints, evaluation, facts, handled, plan, plans, surveyed

SILENT = Said((), (), 0)
NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)


def materials() -> dict[str, Material]:
    usual = paper.figures(paper.usual(120), population=400, minimum=59)
    few = paper.figures(paper.usual(12), minimum=30)
    rich = replace(
        usual,
        by_service=paper.lines(3, "Layanan"),
        by_unit=(LineFigure("uptd", "UPTD Maulafa", 4, None, None),),
        excluded=3,
        flagged=2,
    )
    return {
        "tertutup": paper.make(usual),
        "sedikit": paper.make(
            few, plans=(), last_plans=(), said=SILENT, complaints=None, before=()
        ),
        "kosong": paper.make(
            paper.figures([]), plans=(), last_plans=(), last_plans_of=None, said=SILENT,
            complaints=None, before=(), closed_at=None, seal=None,
        ),
        "kaya": paper.make(
            rich,
            last_plans=tuple(
                paper.plan(usual, code, state=state)
                for code, state in zip(usual.lowest, PlanState, strict=False)
            ),
        ),
        "spak": paper.make(
            paper.figures(paper.usual(60, load_instrument("spak")), instrument="spak"),
            plans=(), last_plans=(), said=SILENT,
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["tertutup", "sedikit", "kosong", "kaya", "spak"])
def test_a_report_reads_as_it_was_approved(name: str) -> None:
    one = materials()[name]
    approved.check(f"laporan-{name}", bab=report(one), lampiran=appendices(one))


def board(**changes: Any) -> dict[str, Any]:
    made = boards.make(**changes)
    return {
        "parts": board_text.parts(made),
        "limits": board_text.limits(made),
        "months": board_text.months(made),
        "targets": board_text.targets(made),
        "answers": [board_text.answer(one) for one in made.lke.lines] if made.lke else [],
        "verdicts": [board_text.verdict_word(made, at) for at in range(len(made.verdicts))],
        "document": board_document.document(made),
    }


def test_the_board_of_the_hasil_reads_as_it_was_approved() -> None:
    approved.check(
        "papan-hasil",
        usual=board(),
        estimate=board(ipak="3.10", ipkp="2.90", source=Source.ESTIMATE, option="C"),
        steps=board(conversion=Conversion.LANGKAH, source=Source.OWN, pengungkit="58.25"),
        nothing=board(ipak=None, ipkp=None, option=None, pengungkit=None, lke=None),
    )


def published(**changes: Any) -> Published:
    found = paper.figures(paper.usual(120), population=400, minimum=59)
    figures = replace(found, by_service=paper.lines(2, "Layanan"))
    figures = replace(figures, **changes.pop("figures", {}))
    closing = Closing(
        1, 1, figures.unit, periods.parse(figures.period), "skm-2017", 1, PeriodState.PUBLISHED,
        NOW, 1, changes.pop("published_at", NOW), figures, "cd" * 32, "ef" * 32,
    )  # fmt: skip
    made = Published(closing, load_instrument("skm-2017"), "Asia/Makassar", "53.71", paper.PUBLIC)
    return replace(made, **changes)


def tables(of: Published) -> dict[str, Any]:
    found = satu_data.datasets(of)
    return {
        "datasets": found,
        "dictionary": satu_data.dictionary(found),
        "activity": satu_data_metadata.activity(of),
        "variables": satu_data_metadata.variables_of(of),
        "indicators": satu_data_metadata.indicators(of),
        "csv": satu_data_metadata.as_csv(satu_data_metadata.indicators(of)),
    }


def test_open_data_reads_as_it_was_approved() -> None:
    bare = {"mutu": None, "kinerja": None, "withheld": "Belum cukup sampel.", "low": None}
    unseen = published(figures=bare, published_at=None, region="", address="")
    approved.check(
        "satu-data",
        usual=tables(published()),
        bare={
            "datasets": [one.rows for one in satu_data.datasets(unseen)],
            "activity": satu_data_metadata.activity(unseen),
        },
        quarter=satu_data_metadata.activity(published(figures={"period": "2026-Q4"})),
    )


def worlds() -> dict[str, Facts]:
    many = handled(
        18, 20, answered=19, overdue=1, median_answer=3, median_close=9,
        on_time=Share(17, 20, "85,00"), channels={Channel.WEB: 12, Channel.COUNTER: 8},
    )  # fmt: skip
    day = date(2026, 12, 20)
    quarters = tuple(surveyed(f"2026-Q{at}", published_on=day, posters=1) for at in range(1, 5))
    all_open = Channels(2, 1, frozenset(Channel))
    busy = facts(
        surveys=(*quarters, surveyed("2026", "spak"), surveyed("2026", "spkp")),
        plans=(*plans(2, 3), plan(9, PlanState.DROPPED)),
        complaints=many,
        channels=all_open,
        officers=3,
        evaluations=(evaluation(), evaluation(2, Scope.WBS, 3, 3)),
        lane=Lane(has_team=True, members=3),
        visits=40,
        standards=Standards(5, 4, maklumat=True),
    )
    return {
        "quiet": facts(),
        "busy": busy,
        "half": facts(
            surveys=(surveyed("2026-Q1"), surveyed("2026-Q2", enough=False)),
            plans=plans(0, 2),
            complaints=handled(0, 4, answered=1, overdue=3),
            channels=Channels(0, 0, frozenset({Channel.WEB})),
            officers=1,
            evaluations=(evaluation(1, Scope.COMPLAINTS, 0, 0),),
            lane=Lane(has_team=True, members=1),
            standards=Standards(5, 0, maklumat=False),
        ),
        "whole": replace(busy, plans=plans(3, 3), complaints=handled(20, 20),
                         evaluations=(evaluation(1, Scope.COMPLAINTS, 2, 2),
                                      evaluation(2, Scope.WBS, 0, 0))),
        "none": facts(channels=Channels(0, 0, frozenset()), complaints=complaints(received=2)),
    }  # fmt: skip


def test_what_data_answer_for_an_assessor_reads_as_it_was_approved() -> None:
    approved.check(
        "jawaban-otomatis",
        **{
            name: {
                "lke": answers(one, Rules()),
                "pekppp": measured(one),
            }
            for name, one in worlds().items()
        },
        empty=answers(facts(), Rules(zero=ZeroComplaints.KOSONG)),
    )


def test_material_for_the_ombudsman_reads_as_it_was_approved() -> None:
    found = opini.Material(
        services=Counted(4, 5), pledge=True, officers=3, plans=Counted(1, 2),
        unsur=(("kompetensi", "Kompetensi", Fraction(80)), ("waktu", "Waktu", Fraction(155, 2)),
               ("sarana", "Sarana", Fraction(81))),
        items=(("Pungutan", Fraction(88)),), ikm=Fraction(8712, 100), ipkp=Fraction(36, 11),
        ipak=Fraction(7, 2), answered=Counted(9, 10), on_time=Counted(8, 9), median=4,
        rated=Counted(7, 8),
    )  # fmt: skip
    approved.check("opini-ombudsman", known=opini.dimensions(found))


def test_letters_read_as_they_were_approved() -> None:
    values = {name: f"<{name}>" for kind in KINDS.values() for name in kind.fields}
    approved.check(
        "surat",
        **{
            f"{name}-{language}-{to.value}": letter(
                7, kind, to, "a@b.id", language,
                {field: values[field] for field in kind.fields}, "https://skm.contoh.go.id",
            )
            for name, kind in KINDS.items()
            for language in kind.words
            for to in sorted(kind.to)
        },
    )  # fmt: skip


def test_no_value_is_lost_on_the_way_to_paper() -> None:
    assert list(approved.lines({"a": Decimal("1.50"), "b": [Fraction(3, 2), "x\n", [None]]})) == [
        "2", "  a: <1.50>", "  b: 3", "    <3/2>", r"    x\n", "    <None>"
    ]  # fmt: skip
