"""Facts of a unit's year, read from everything that happened there, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, insert, update

from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.index.document import DocumentKind, DocumentState
from kiosk.domain.index.plan import Move
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.automatic import Automatic
from kiosk.domain.zi.evaluation_entry import Typed, UnknownEvaluation
from kiosk.domain.zi.facts import Facts, Scope, Standards
from tests import desk, lane, office, plans, tickets
from tests.factories import NOW, rows
from tests.periods import AFTER, head_of, publish

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.zi.show_pekppp import PekpppSheet
    from tests.factories import Place

YEAR = 2026
LATER = datetime(2026, 12, 30, 3, 0, tzinfo=UTC)


def gathered(app: Flask, place: Place, now: datetime = LATER, year: int = YEAR) -> Facts:
    from kiosk.flows.evidencing import facts_of
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with app.app_context(), reading():
        return facts_of(units.by_code(place.unit), year, now)


def answered(app: Flask, place: Place) -> dict[str, Automatic]:
    from kiosk.domain.zi.automatic import answers
    from kiosk.flows.evidencing import facts_of, rules_of
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with app.app_context(), reading():
        unit = units.by_code(place.unit)
        return dict(answers(facts_of(unit, YEAR, LATER), rules_of(unit)))


def pekppp(app: Flask, place: Place) -> PekpppSheet:
    from kiosk.flows.zi.show_pekppp import show_pekppp

    with app.app_context():
        return show_pekppp(place.unit, YEAR, LATER)


def poster(app: Flask, closing_id: int, state: DocumentState = DocumentState.READY) -> None:
    """A papan IKM that was asked of a closing."""
    from kiosk.store.engine import connection, transaction
    from kiosk.store.index import events
    from kiosk.store.index.document_tables import DocumentRow

    with app.app_context(), transaction():
        row = events.by_id(closing_id)
        values = {
            "unit_id": row.unit_id,
            "instrument": "skm-2017",
            "period": row.period,
            "closing_id": closing_id,
            "kind": DocumentKind.POSTER_A4.value,
            "state": state.value,
            "step": 0,
            "steps": 1,
            "tries": 1,
            "seal": f"SEGEL-{state.value}"[:12],
            "digest": "",
            "head": "",
            "asked_at": AFTER,
            "done_at": AFTER,
        }
        connection().execute(insert(DocumentRow).values(**values))


def test_a_year_as_it_happened(app: Flask, place: Place) -> None:
    """A survey that is published, its plans, reports in and outside their limits."""
    head = head_of(app, place)
    officer = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    desk.make_staff(app, officer, name="Petugas")
    plans.opened(app, place, head)
    publish(app, place, head)
    plans.fill(app, place, head)
    plans.move(app, place, head, Move.FINISH, note="Dibuka", sent=plans.photo())
    quick = tickets.file(app, place)
    office.answer(app, quick, now=NOW + timedelta(hours=1))
    tickets.file(app, place)
    found = gathered(app, place)
    (survey,) = found.surveys
    assert (survey.survey, str(survey.period), survey.published_on) == (
        "skm", "2026-10", date(2026, 11, 2),
    )  # fmt: skip
    assert (found.rounds, found.unplanned, survey.posters) == (1, (), 0)
    poster(app, survey.closing_id, DocumentState.FAILED)
    assert answered(app, place)["VI.p.iv.b"].answer is None
    poster(app, survey.closing_id)
    (survey,) = gathered(app, place).surveys
    assert (survey.posters, survey.last_poster_on) == (1, date(2026, 11, 2))
    assert (found.plan_shares.done, found.plan_shares.whole) == (1, 3)
    assert found.officers == 1
    assert found.deadlines == {"verifikasi": 3, "permintaan informasi": 5, "pengaduan": 14}
    known = found.complaints
    assert (known.received, known.due, known.answered, known.finished) == (2, 2, 1, 0)
    assert (known.overdue, known.on_time.part, known.on_time.whole) == (1, 1, 2)
    assert known.channels == {Channel.WEB: 2}
    assert (found.channels.points, found.channels.tablets) == (1, 0)
    assert found.standards == Standards(2, 0, maklumat=False, reviewed=0)
    told = answered(app, place)
    assert told["VI.p.iv.a"].answer == "D"
    assert told["VI.p.iv.b"].answer == "A"
    assert told["VI.p.iv.c"].answer == "C"
    assert told["V.p.iii.b"].answer == "Tidak"
    assert told["VI.r.ii.a"].answer == "D"
    earlier = gathered(app, place, year=2025)
    assert (earlier.surveys, earlier.plans, earlier.complaints.received) == ((), (), 0)


def test_sealed_cases_leave_no_trace_in_the_facts(app: Flask, place: Place) -> None:
    """Not in a count, not in a channel: whatever is printed is the same with and without."""
    tickets.file(app, place)
    before = gathered(app, place), answered(app, place)
    sealed = tickets.file(app, place, kategori="pungli")
    assert sealed.sealed
    assert (gathered(app, place), answered(app, place)) == before


def test_the_lane_works_once_a_team_and_a_member_have_keys(app: Flask, place: Place) -> None:
    assert not gathered(app, place).lane.works
    member = lane.member(app, place)
    assert not gathered(app, place).lane.works, "nobody made the team's key"
    lane.set_up(app, member)
    assert gathered(app, place).lane.works


def test_numbers_of_sp4n_lapor_are_counted_among_what_is_due(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.accept_answer import accept_answer
    from kiosk.store.complaint.tables import Ticket
    from kiosk.store.engine import connection, transaction

    done, _ = tickets.file(app, place), tickets.file(app, place)
    tickets.file(app, place, kategori="pungli")
    office.answer(app, done)
    with app.app_context(), transaction():
        connection().execute(update(Ticket).values(lapor_number="12345"))
    known = gathered(app, place).complaints
    assert (known.linked, known.linked_finished) == (2, 0)
    proof = office.proof(app, done)
    with app.app_context():
        accept_answer(proof, tickets.house(app), NOW)
    known = gathered(app, place).complaints
    assert (known.linked, known.linked_finished, known.finished) == (2, 1, 1)


def evaluate(app: Flask, place: Place, actor: Actor, **changes: str) -> int:
    from kiosk.flows.zi.keep_evaluation import add_evaluation

    with app.app_context():
        return add_evaluation(actor, place.unit, YEAR, typed(**changes), LATER)


def typed(**changes: str) -> Typed:
    usual = {
        "scope": "pengaduan",
        "held_on": "2026-07-15",
        "summary": "Rapat triwulan tentang waktu jawab",
        "recommendations": "2",
        "followed": "1",
    }
    return Typed(**usual | changes)


def test_an_evaluation_is_recorded_corrected_and_taken_out(app: Flask, place: Place) -> None:
    from kiosk.flows.zi.keep_evaluation import change_evaluation, remove_evaluation

    head = head_of(app, place)
    number = evaluate(app, place, head)
    evaluate(app, place, head, scope="wbs", held_on="2026-08-01")
    assert [one.scope for one in gathered(app, place).evaluations] == [Scope.COMPLAINTS, Scope.WBS]
    assert gathered(app, place, year=2025).evaluations == ()
    with app.app_context():
        change_evaluation(head, place.unit, number, 1, typed(followed="2"), LATER)
        with pytest.raises(StaleEdit) as stale:
            change_evaluation(head, place.unit, number, 1, typed(followed="0"), LATER)
    assert [one.field for one in stale.value.differences] == ["followed"]
    assert answered(app, place)["V.p.iii.d"].answer == "A"
    with app.app_context():
        remove_evaluation(head, place.unit, number, "Salah unit", LATER)
        with pytest.raises(UnknownEvaluation):
            remove_evaluation(head, place.unit, number, "Salah unit", LATER)
    assert [one.scope for one in gathered(app, place).evaluations] == [Scope.WBS]
    kept = [one["action"] for one in rows(app, "audit_records")]
    assert [one for one in kept if one.endswith("-evaluasi")] == [
        "catat-evaluasi", "catat-evaluasi", "ubah-evaluasi", "hapus-evaluasi",
    ]  # fmt: skip


def test_an_evaluation_of_another_unit_is_not_found(app: Flask, place: Place) -> None:
    from kiosk.flows.zi.keep_evaluation import change_evaluation
    from tests.factories import make_place

    other = make_place(app, "kua-kupang", point="8G4K9QWX")
    number = evaluate(app, place, head_of(app, place))
    other_head = head_of(app, other)
    with app.app_context(), pytest.raises(UnknownEvaluation):
        change_evaluation(other_head, other.unit, number, 1, typed(), LATER)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("followed", {"followed": "3"}),
        ("held_on", {"held_on": "2026-12-31"}),
        ("held_on", {"held_on": "2025-07-15"}),
        ("held_on", {"held_on": "kemarin"}),
        ("recommendations", {"recommendations": "-1"}),
        ("recommendations", {"recommendations": "201"}),
        ("summary", {"summary": "Rapat"}),
        ("scope", {"scope": "lain"}),
    ],
)
def test_what_cannot_be_an_evaluation_is_refused_by_field(
    field: str, changes: dict[str, str]
) -> None:
    from kiosk.domain.zi.evaluation_entry import entry

    with pytest.raises(InvalidEntry) as refused:
        entry(typed(**changes), YEAR, date(2026, 12, 30))
    assert list(refused.value.wrong) == [field]


def say(
    app: Flask, place: Place, actor: Actor, number: int, score: int, reason: str, version: int = 0
) -> None:
    from kiosk.flows.zi.enter_pekppp import enter_pekppp

    with app.app_context():
        enter_pekppp(actor, place.unit, YEAR, number, score, reason, version, LATER)


def test_a_person_says_what_data_cannot_and_takes_it_back(app: Flask, place: Place) -> None:
    from kiosk.flows.zi.enter_pekppp import withdraw_pekppp

    head = head_of(app, place)
    assert pekppp(app, place).score_of(25).score is None
    with pytest.raises(InvalidEntry):
        say(app, place, head, 25, 3, "")
    say(app, place, head, 25, 3, "Meja, ruang konsultasi, kotak")
    with pytest.raises(StaleEdit):
        say(app, place, head, 25, 4, "Meja, ruang, kotak, telepon")
    say(app, place, head, 25, 4, "Meja, ruang, kotak, telepon", 1)
    found = pekppp(app, place).score_of(25)
    assert (found.score, found.is_raised, found.points) == (4, True, Fraction(8, 5))
    with app.app_context():
        withdraw_pekppp(head, place.unit, YEAR, 25, "Salah hitung", 2, LATER)
    assert pekppp(app, place).score_of(25).score is None
    told = [one for one in rows(app, "audit_records") if one["action"] == "nilai-pekppp"]
    assert [one["object_id"] for one in told] == ["2026:25"] * 3


def test_gathering_asks_the_database_a_fixed_number_of_times(app: Flask, place: Place) -> None:
    """However many answers, reports and plans there are."""
    head = head_of(app, place)
    few = asked(app, place)
    plans.opened(app, place, head)
    for _ in range(3):
        tickets.file(app, place)
    assert asked(app, place) <= few + 6
    assert few < 45


def asked(app: Flask, place: Place) -> int:
    """How many statements one look takes."""
    from kiosk.store.engine import connection, reading

    with app.app_context(), reading():
        engine = connection().engine
    told: list[str] = []

    def heard(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        told.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        gathered(app, place)
    finally:
        event.remove(engine, "before_cursor_execute", heard)
    return len(told)
