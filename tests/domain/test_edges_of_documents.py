"""Boards, packs, documents and the figures in them: each rule where it turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest

from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.index import (
    method_settings,
    papan,
    period_figures,
    plan_reminder,
    respondents,
    sample,
)
from kiosk.domain.index.alert_words import outcome
from kiosk.domain.index.alerting import AlertKind, DayCount, Rules, _variance, look
from kiosk.domain.index.document import Document, DocumentKind, DocumentState, Kept, UnknownDocument
from kiosk.domain.index.early_warning import Counts, Day, alarm
from kiosk.domain.index.method import Method
from kiosk.domain.index.period import parse as parse_period
from kiosk.domain.index.plan import PlanState
from kiosk.domain.index.plan_share import share_done
from kiosk.domain.index.report_outline import appendices, report
from kiosk.domain.index.respondents import Respondents, Sheet
from kiosk.domain.index.small_groups import hidden, shown_steps
from kiosk.domain.index.tally import RESPONDENT_UNIT, of_scores
from kiosk.domain.place.settings import SETTINGS
from kiosk.domain.survey import profile
from kiosk.domain.zi import evidence
from kiosk.domain.zi.areas import AreaPart
from kiosk.domain.zi.board_line import BoardLine, Sort, ordered
from kiosk.domain.zi.evidence import Entry, by_item
from kiosk.domain.zi.phase import ORDER, Standing
from kiosk.domain.zi.thresholds import AREA, EARLIER, WBBM, WBK, Known, judge
from kiosk.flows.steps import load_instrument
from tests import approved, boards
from tests import report_material as paper

AFTER = 14
TODAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
SKM = load_instrument("skm-2017")
ITEMS = list(SKM.items)
DAY = timedelta(days=1)


AREAS = (AreaPart("I", "Manajemen Perubahan", Fraction(59), Fraction(100)),
         AreaPart("II", "Tatalaksana", Fraction(60), Fraction(100)),
         AreaPart("III", "SDM", None, Fraction(100)))  # fmt: skip


def test_what_a_dossier_knows_is_held_against_areas_and_the_earlier_predicate() -> None:
    hasil = boards.make().hasil
    verdict = judge(hasil, WBBM, Known(AREAS, earlier=False))
    lacks = {one.name: one.sentence for one in verdict.missing}
    assert (
        lacks[f"{AREA} I"]
        == "Area I Manajemen Perubahan 59,00 persen kurang 16,00 dari 75,00 persen"
    )
    assert lacks[f"{AREA} II"] == "Area II Tatalaksana 60,00 persen kurang 15,00 dari 75,00 persen"
    assert lacks[EARLIER] == "Unit belum berpredikat (Menuju) WBK"
    assert [one.sentence for one in verdict.unchecked] == [
        "Setiap area pengungkit harus mencapai paling sedikit 75%; LKE belum lengkap pada area III"
    ]
    wbk = judge(hasil, WBK, Known(AREAS[:2], earlier=None))
    assert [one.name for one in wbk.missing if one.name.startswith(AREA)] == [f"{AREA} I"]
    assert wbk.unchecked == ()
    assert [one.name for one in judge(hasil, WBBM).unchecked] == [AREA, EARLIER]


def test_a_board_is_ordered_by_what_is_asked() -> None:
    plain = Standing()
    one = BoardLine("a", "Alfa", "A", plain, 1, None, None, overdue=False)
    two = replace(one, code="b", name="Beta", late=3, due=TODAY, hasil=Fraction(30))
    three = replace(one, code="c", name="Ceri", due=TODAY - DAY, hasil=Fraction(31))
    other = replace(one, code="z", instansi="0", late=0)
    expected = {
        Sort.LATE: "zbac", Sort.MONITORED: "zcba", Sort.HASIL: "zcba",
        Sort.PHASE: "zabc", Sort.PREDICATE: "zabc",
    }  # fmt: skip
    for by in Sort:
        for lines in permutations([one, two, three, other]):
            assert "".join(line.code for line in ordered(lines, by)) == expected.get(by, "zabc")
    begun = replace(one, code="d", standing=replace(plain, phase=ORDER[0]))
    further = replace(one, code="e", standing=replace(plain, phase=ORDER[1]))
    assert [line.code for line in ordered([one, begun, further], Sort.PHASE)] == ["e", "d", "a"]
    held = [replace(one, code=name, standing=Standing(predicate=name)) for name in ("WBK", "WBBM")]
    found = [line.code for line in ordered([one, *held], Sort.PREDICATE)]
    assert found == ["WBBM", "WBK", "a"]


PACK = (
    Entry("a/surat.pdf", "Surat <1>", ("V.p.iii.a", "VI.p.iv.a")), Entry("b.csv", "Tabel"),
    Entry("c.csv", "Lain & lagi", ("V.p.iii.a",)), Entry("d.csv", "Dua", ("", "X.y")),
)  # fmt: skip
QUESTIONS = {"V.p.iii.a": "Kebijakan?", "V.p.iii.b": "Tindak <lanjut>?", "VI.p.iv.a": "Survei?",
             "IX.a": "Tiada?"}  # fmt: skip


def by_line(text: str) -> list[tuple[str]]:
    return [(one,) for one in text.splitlines()]


def test_the_index_of_an_evidence_pack_reads_as_it_was_approved() -> None:
    approved.check(
        "paket-bukti",
        halaman=by_line(evidence.page("Bukti <ZI>", PACK, QUESTIONS)),
        kosong=by_line(evidence.page("Kosong", (), {})),
        baca=by_line(evidence.read_me("Dukcapil", 2026, "2 November 2026", "ab cd")),
    )
    assert list(by_item(PACK)) == ["V.p.iii.a", "VI.p.iv.a", "", "X.y"]
    assert by_item(PACK)["V.p.iii.a"] == [PACK[0], PACK[2]]


def test_the_figures_of_a_period_survive_their_document() -> None:
    rich = paper.figures(
        paper.usual(120), population=400, minimum=59, by_unit=paper.lines(2, "Unit"),
        with_excluded=Decimal("80.10"), flagged=3,
    )  # fmt: skip
    for found in (rich, paper.figures([]), paper.figures(paper.usual(12))):
        text = period_figures.document(found)
        assert period_figures.of_document(text) == found
        assert period_figures.document(period_figures.of_document(text)) == text
    assert '"ikm":{"=":"' in text
    assert period_figures.digest("a").startswith("ca978112ca1bbdca")
    assert text.startswith('{"asked":{"')


def test_the_rows_behind_a_figure_give_it_again() -> None:
    rows = paper.usual(40)
    found = paper.figures(rows)
    packed = [bytes(row[code] for code in ITEMS) for row in rows]
    sheet = Sheet(paper.make(found), Respondents(packed))
    again = respondents.recomputed(sheet)
    assert again is not None
    assert again.ikm == found.ikm
    assert sheet.figures is found
    assert sheet.rows == packed
    hidden_ = Sheet(paper.make(replace(found, ikm=None)), Respondents(packed))
    assert hidden_.rows == ()
    assert respondents.counted(SKM, packed).counts == of_scores(SKM, rows).counts
    assert respondents.method_of(found, SKM) == Method()
    other = replace(found, unsur=(replace(found.unsur[0], value=Decimal(1)), *found.unsur[1:]))
    assert respondents.method_of(other, SKM) == Method()


def test_what_the_board_of_an_office_says_of_its_respondents() -> None:
    found = paper.figures(paper.usual(40), by_service=paper.lines(3, "Layanan"))
    groups = papan.gender(found)
    assert [(one.code, one.label["id"], one.n) for one in groups] == [
        ("L", "Laki-laki", 20), ("P", "Perempuan", 20)
    ]  # fmt: skip
    assert papan.education(found) == ()
    assert papan.groups(paper.figures([]), profile.GENDER) == ()
    assert papan.services(found) == tuple(one.name for one in found.by_service)
    assert papan.services(replace(found, by_service=paper.lines(4, "Layanan"))) == 4
    unsaid = replace(found.by_service[0], code="")
    assert papan.services(replace(found, by_service=(unsaid,))) == ()


DEFAULTS = {name: one.default for name, one in SETTINGS.items()}


def test_a_sample_is_of_the_people_who_came() -> None:
    def minimum(visits: int | None, rule: str = "rumus") -> tuple[int, str]:
        settings = DEFAULTS | {"sampel-minimum": "30", "aturan-sampel": rule}
        return method_settings.minimum_sample(settings, visits, 100)

    fixed = (30, "minimum tetap, kunjungan belum dicatat")
    assert [minimum(None), minimum(99)] == [fixed, fixed]
    assert minimum(100) == (sample.krejcie_morgan(100), "rumus Krejcie-Morgan")
    assert minimum(430, "tabel") == (sample.morgan_table(430), "tabel Krejcie-Morgan")
    assert sample.morgan_table(430) != sample.krejcie_morgan(430)
    weights = {one: method_settings.method_of(DEFAULTS | {"bobot": "0.11"}, load_instrument(one))
               for one in ("skm-2017", "spak")}  # fmt: skip
    assert weights["skm-2017"].weight != weights["spak"].weight
    assert weights["spak"].bands == load_instrument("spak").bands


def test_small_parts_are_not_told_by_what_is_left() -> None:
    assert hidden({"a": 10, "b": 2, "c": 7}, 5) == {"b", "c"}
    assert hidden({"a": 10, "b": 2, "c": 3}, 5) == {"b", "c"}
    assert hidden({"a": 10, "b": 0, "c": 7}, 5) == set()
    assert hidden({"a": 5, "b": 4}, 5) == {"a", "b"}
    assert shown_steps([5, 4, 1], 5) == [True, True, False, True]
    assert shown_steps([], 5) == [True]
    assert shown_steps([9], 5) == [True, True]
    assert shown_steps([4], 5) == [False, True]
    assert shown_steps([2, 3, 4, 1, 5], 5) == [True, False, True, False, True, True]


USUAL = [DayCount(TODAY + at * DAY, 10, 3, 10 * RESPONDENT_UNIT * 3, 0) for at in range(20)]


@pytest.mark.parametrize(
    ("kind", "days", "told"),
    [
        (AlertKind.SHARE, USUAL, "persen dari {n} penilaian memuat nilai rendah."),
        (AlertKind.COUNT, USUAL, "Sesudah catatan: 30 persen dari {n} penilaian"),
        (AlertKind.DROP, USUAL, "rata-rata 75 dari {n} penilaian (saat peringatan 60,5)."),
        (AlertKind.DROP, USUAL[:1], "Belum cukup penilaian sesudah catatan untuk melihat"),
    ],
)
def test_what_came_after_a_note_is_told_in_figures(
    kind: AlertKind, days: list[DayCount], told: str
) -> None:
    last = TODAY + 30 * DAY
    found = outcome(kind, Decimal("60.5"), days, TODAY, last)
    counted = sum(one.n for one in days if TODAY < one.day <= TODAY + AFTER * DAY)
    assert found is not None
    assert told.format(n=counted) in found
    assert outcome(kind, None, days, TODAY, last) is None


def test_nothing_is_compared_after_a_call_for_a_sample_or_a_tablet() -> None:
    for kind in (AlertKind.SAMPLE, AlertKind.SILENT):
        assert outcome(kind, Decimal(1), USUAL, TODAY, TODAY + 9 * DAY) is None
    early = outcome(AlertKind.SHARE, Decimal(1), USUAL, TODAY, TODAY + DAY)
    assert early == "Sesudah catatan: 30 persen dari 10 penilaian memuat nilai rendah."


def test_the_spread_of_answers_is_that_of_their_means() -> None:
    means = [Fraction(3), Fraction(2), Fraction(4), Fraction(7, 2)]
    units = [int(one * RESPONDENT_UNIT) for one in means]
    day = DayCount(TODAY, 4, 0, sum(units), sum(one * one for one in units))
    middle = sum(means) / 4
    exact = sum((one - middle) ** 2 for one in means) / 3 * 625
    assert _variance([day]) == pytest.approx(float(exact), rel=1e-12)


def test_an_alarm_needs_two_intervals_that_do_not_meet() -> None:
    def days(recent: Counts, before: Counts) -> list[Day]:
        return [Day(TODAY, before)] * 28 + [Day(TODAY, recent)] * 7

    assert alarm(days((1, 1, 1, 1), (1, 1, 1, 1))) is None
    assert alarm(days((4, 4, 1, 1), (0, 1, 9, 9))) is not None


MADE = Document(
    3,
    1,
    "dukcapil",
    parse_period("2026-10"),
    "skm-2017",
    DocumentKind.REPORT_PDF,
    7,
    "7F3K9QWX2M4B",
)


@pytest.mark.parametrize(
    ("kind", "label", "name", "media"),
    [
        (DocumentKind.REPORT_PDF, "Laporan SKM (PDF)", "pdf", "application/pdf"),
        (DocumentKind.REPORT_DOCX, "Laporan SKM (DOCX)", "docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DocumentKind.SHEET_XLSX, "Pengolahan data (XLSX)", "xlsx",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (DocumentKind.POSTER_A4, "Papan IKM A4 (PDF)", "pdf", "application/pdf"),
        (DocumentKind.POSTER_A3, "Papan IKM A3 (PDF)", "pdf", "application/pdf"),
        (DocumentKind.SPSS, "Data untuk SPSS (SAV)", "sav", "application/x-spss-sav"),
        (DocumentKind.EVIDENCE, "Paket bukti (ZIP)", "zip", "application/zip"),
    ],
)  # fmt: skip
def test_a_document_is_called_what_it_is(
    kind: DocumentKind, label: str, name: str, media: str
) -> None:
    assert (kind.label, kind.extension, kind.media_type) == (label, name, media)
    assert kind.has_rows is (kind in (DocumentKind.SHEET_XLSX, DocumentKind.SPSS))
    assert kind.of_year is (kind is DocumentKind.EVIDENCE)
    assert [one.is_over for one in DocumentState] == [False, False, True, True]
    assert str(UnknownDocument()) == (
        "Dokumen ini tidak ada atau belum siap. Lihat lagi daftar dokumennya."
    )


def test_a_document_s_file_is_named_by_what_of_whom_and_when() -> None:
    assert MADE.name == "laporan-dukcapil-2026-10.pdf"
    draft = replace(MADE, closing_id=None)
    assert draft.name == "laporan-dukcapil-2026-10-draf.pdf"
    assert (MADE.is_draft, draft.is_draft) == (False, True)
    assert not replace(draft, kind=DocumentKind.EVIDENCE).is_draft
    assert MADE.spot == f"7:{DocumentKind.REPORT_PDF}"
    assert draft.spot == f"1:skm-2017:2026-10:{DocumentKind.REPORT_PDF}"
    ready = MADE.ready(Kept("a.pdf", 9, "ab"), NOW)
    assert (ready.state, ready.file, ready.size, ready.sha256, ready.done_at) == (
        DocumentState.READY, "a.pdf", 9, "ab", NOW
    )  # fmt: skip


def test_a_report_of_another_method_reads_as_it_was_approved() -> None:
    by = Method(weight=Decimal("0.11"), round_unsur=2)
    usual = paper.figures(paper.usual(120), method=by, minimum=59, population=400)
    several = replace(
        usual,
        method=replace(usual.method, rollup="unit", smallest=5),
        by_unit=(*paper.lines(3, "Unit"), replace(paper.lines(1, "Kecil")[0], n=4)),
        excluded=1, with_excluded=Decimal("85.01"), flagged=Decimal(2), held=3,
    )  # fmt: skip
    codes = usual.lowest
    plans = (
        paper.plan(usual, codes[0], quarter=None, due=date(2026, 1, 31), owner=""),
        paper.plan(usual, codes[0], quarter=None, due=None, action=""),
        paper.plan(usual, codes[0], quarter=parse_period("2027-Q2"), due=None),
    )
    one = paper.make(several, plans=plans, last_plans=plans, closed_at=None, edition=2)
    two = paper.make(replace(usual, by_unit=paper.lines(2, "Unit")), plans=plans[:1])
    approved.check("laporan-lain", bab=report(one), lampiran=appendices(one))
    approved.check("laporan-dua", bab=report(two))


def test_shares_of_plans_count_what_is_late_and_reminders_know_their_day() -> None:
    found = paper.figures(paper.usual(40))
    code = (found.lowest or tuple(one.code for one in found.unsur))[0]
    late = paper.plan(found, code, due=TODAY - DAY)
    plans = (late, replace(late, due=TODAY + DAY), replace(late, state=PlanState.DROPPED))
    shares = share_done(plans, TODAY)
    assert (shares.whole, shares.done, shares.running, shares.dropped, shares.late) == (
        3, 0, 2, 1, sum(one.is_late(TODAY) for one in plans)
    )  # fmt: skip
    assert shares.late >= 1
    calendar = Calendar("Asia/Makassar", {}, known_years=frozenset({2024, 2026}))
    due = [(1, TODAY), (2, TODAY + 40 * DAY), (3, None), (4, TODAY - 8 * DAY)]
    told = plan_reminder.wanted(calendar, due, [], NOW)
    assert told == [(1, plan_reminder.TODAY), (4, f"{plan_reminder.LATE}-1")]
    given = [(1, TODAY, plan_reminder.TODAY)]
    assert plan_reminder.wanted(calendar, due, given, NOW) == told[1:]
    last = calendar._in(2024)[-1]
    assert (last, len(calendar._in(2024))) == (date(2024, 12, 31), 262)


def test_a_drop_within_the_spread_of_the_answers_is_no_call() -> None:
    spread = [DayCount(TODAY - at * DAY, 10, 0, 25 * RESPONDENT_UNIT, 80 * RESPONDENT_UNIT**2)
              for at in range(1, 8)]  # fmt: skip
    before = [DayCount(TODAY - at * DAY, 10, 0, 28 * RESPONDENT_UNIT, 100 * RESPONDENT_UNIT**2)
              for at in range(8, 14)]  # fmt: skip
    quiet = Rules(share=None, count=None, drop=Decimal(5))
    assert look([*spread, *before], TODAY, quiet) == []
    assert look([*spread, *before * 9], TODAY, quiet) == []
