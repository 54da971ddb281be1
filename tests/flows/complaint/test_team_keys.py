"""Keys of the integrity team: who has one, what each opens, and what is gone with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, NotAllowed, Role
from tests import desk, lane, tickets
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from kiosk.domain.people.keys import Keys

SECRET = "Petugas meminta dua ratus ribu supaya berkas cepat selesai"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def keys(app: Flask) -> Keys:
    return tickets.house(app).keys


def sealed(app: Flask, place: Place, **more: Any) -> str:
    return tickets.file(app, place, kategori="pungli", isi=SECRET, **more).number


def holders(app: Flask) -> list[str]:
    return [one["holder"] for one in rows(app, "case_keys")]


def holding_file(app: Flask) -> Path:
    folder: Path = app.config["KIOSK"].instance_dir
    return folder / "kunci-penampung"


def test_a_member_reads_what_came_in_after_the_set_up(app: Flask, place: Place) -> None:
    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    number = sealed(app, place)
    assert lane.words_of(app, ketua, number)["isi"] == SECRET
    assert sorted(holders(app)) == ["pegawai", "pelapor", "pemulihan"]


def test_a_case_held_for_the_team_is_taken_over_at_the_set_up(app: Flask, place: Place) -> None:
    number = sealed(app, place)
    assert sorted(holders(app)) == ["pelapor", "penampung"]
    ketua, rekan = lane.member(app, place), lane.member(app, place)
    assert not lane.may_open(app, ketua, number)
    lane.set_up(app, ketua)
    assert "penampung" not in holders(app)
    assert lane.may_open(app, ketua, number)
    assert lane.may_open(app, rekan, number)


def test_the_holding_key_is_forgotten_when_nothing_can_need_it(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.forget_held import forget_held

    sealed(app, place)
    lane.set_up(app, lane.member(app, place))
    with app.app_context():
        # A report written during the set-up may still be on its way.
        forget_held(tickets.house(app), NOW + timedelta(minutes=30))
        assert holding_file(app).exists()
        forget_held(tickets.house(app), NOW + timedelta(hours=2))
    assert not holding_file(app).exists()


def test_the_holding_key_stays_while_any_team_has_none(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.forget_held import forget_held

    other = make_place(app, "puskesmas-kalabahi", point="4D6E8F2G", instansi="pemkab-alor")
    number = sealed(app, other)
    lane.set_up(app, lane.member(app, place))
    with app.app_context():
        forget_held(tickets.house(app), NOW + timedelta(days=2))
    assert holding_file(app).exists()
    alor = lane.member(app, other)
    lane.set_up(app, alor, "pemkab-alor")
    assert lane.may_open(app, alor, number)


def test_a_case_held_a_moment_too_late_is_taken_over_by_the_daily_job(
    app: Flask, place: Place
) -> None:
    from sqlalchemy import delete

    from kiosk.flows.complaint.forget_held import forget_held
    from kiosk.store.complaint.tables import TeamKey
    from kiosk.store.engine import connection, transaction

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    team = rows(app, "team_keys")[0]
    with app.app_context(), transaction():
        connection().execute(delete(TeamKey))
    number = sealed(app, place)
    assert "penampung" in holders(app)
    with app.app_context(), transaction():
        from kiosk.store.complaint import casekeys

        casekeys.add_team(team["instansi_id"], bytes(team["public_key"]), ketua.actor.id, NOW)
    with app.app_context():
        forget_held(tickets.house(app), NOW + timedelta(hours=3))
    assert lane.may_open(app, ketua, number)
    assert "penampung" not in holders(app)
    assert not holding_file(app).exists()


def test_the_paper_is_not_kept_and_must_be_copied(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.set_up_team import NotCopied, draw_paper, set_up_team

    ketua = lane.member(app, place)
    with app.app_context():
        paper = draw_paper(ketua.actor, lane.INSTANSI)
        words = paper.words.split()
        assert len(words) == 24
        assert len(set(paper.asked)) == 3
        assert rows(app, "team_keys") == []
        typed = [words[place - 1] for place in paper.asked]
        for wrong in (["", "", ""], typed[:2], [typed[0], typed[1], "salah"], typed[::-1]):
            if [one[:4] for one in wrong] == [one[:4] for one in typed]:
                continue
            with pytest.raises(NotCopied):
                set_up_team(ketua.actor, lane.INSTANSI, paper.words, wrong, tickets.house(app), NOW)
        assert rows(app, "team_keys") == []
        set_up_team(ketua.actor, lane.INSTANSI, paper.words, typed, tickets.house(app), NOW)
    assert len(rows(app, "team_keys")) == 1


def test_the_team_is_set_up_once_and_by_whoever_leads_it(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.set_up_team import AlreadySetUp, OwnKeyFirst, draw_paper

    below = lane.inspector(app, place, level=Level.UNIT)
    both = desk.make_staff(
        app,
        [
            Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id),
            Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id),
        ],
    )
    fresh = lane.inspector(app, place)
    with app.app_context():
        for barred in (below, both):
            with pytest.raises(NotAllowed):
                draw_paper(barred, lane.INSTANSI)
        with pytest.raises(OwnKeyFirst):
            draw_paper(fresh, lane.INSTANSI)
    lane.set_up(app, lane.with_key(app, fresh))
    with app.app_context(), pytest.raises(AlreadySetUp):
        draw_paper(fresh, lane.INSTANSI)


def test_a_new_member_reads_older_cases_when_a_colleague_shares_them(
    app: Flask, place: Place
) -> None:
    from kiosk.flows.complaint.share_cases import list_waiting, share_cases
    from kiosk.flows.sealing import LockedCase

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    first, second = sealed(app, place), sealed(app, place)
    rekan = lane.member(app, place, name="Rekan Baru")
    lane.inspector(app, place, name="Tanpa Kunci")
    assert not lane.may_open(app, rekan, first)
    with app.app_context():
        found = list_waiting(ketua.actor, keys(app))
        assert [(one.name, one.cases, one.has_key) for one in found] == [
            ("Rekan Baru", 2, True),
            ("Tanpa Kunci", 2, False),
        ]
        with pytest.raises(LockedCase):
            share_cases(ketua.actor, None, keys(app), NOW)
        assert share_cases(ketua.actor, ketua.unlocked, keys(app), NOW) == 2
        assert share_cases(ketua.actor, ketua.unlocked, keys(app), NOW) == 0
    assert lane.may_open(app, rekan, first)
    assert lane.may_open(app, rekan, second)


def test_a_case_is_never_shared_with_somebody_it_names(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.share_cases import share_cases

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    named = lane.inspector(app, place, name="Bertus Manafe")
    against = sealed(app, place, terlapor="Pak Bertus Manafe dari inspektorat")
    other = sealed(app, place)
    bertus = lane.with_key(app, named)
    with app.app_context():
        share_cases(ketua.actor, ketua.unlocked, keys(app), NOW)
    assert lane.may_open(app, bertus, other)
    assert not lane.may_open(app, bertus, against)


def test_the_paper_opens_cases_for_members_who_lost_their_keys(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.share_cases import AnotherTeam, recover_cases
    from kiosk.store.complaint.keyholders import InvalidRecovery, new_pair, recovery_words
    from kiosk.store.complaint.words import words

    ketua = lane.member(app, place)
    paper = lane.set_up(app, ketua)
    named = lane.member(app, place, name="Yublina Taneo")
    number = sealed(app, place)
    against = sealed(app, place, terlapor="Bu Yublina Taneo")
    again = lane.with_key(app, ketua.actor)
    assert not lane.may_open(app, again, number)
    assert not lane.may_open(app, ketua, number)
    with app.app_context():
        with pytest.raises(InvalidRecovery):
            recover_cases(ketua.actor, lane.INSTANSI, paper + " lagi", keys(app), NOW)
        foreign = recovery_words(new_pair().private, words())
        with pytest.raises(AnotherTeam):
            recover_cases(ketua.actor, lane.INSTANSI, foreign, keys(app), NOW)
        below = lane.inspector(app, place, level=Level.UNIT)
        with pytest.raises(NotAllowed):
            recover_cases(below, lane.INSTANSI, paper, keys(app), NOW)
        recover_cases(ketua.actor, lane.INSTANSI, paper.upper(), keys(app), NOW)
    assert lane.may_open(app, again, number)
    assert lane.may_open(app, again, against)
    assert not lane.may_open(app, named, against)


def test_another_passphrase_opens_the_same_cases(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.make_own_key import change_passphrase
    from kiosk.flows.complaint.unlock_key import opened_key, unlock_key
    from kiosk.store.complaint.keyholders import WrongPassphrase

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    number, new = sealed(app, place), "kuda sandel di padang sabana"
    with app.app_context():
        with pytest.raises(WrongPassphrase):
            change_passphrase(ketua.actor, "frasa yang lain sama sekali", new, keys(app), NOW)
        change_passphrase(ketua.actor, lane.PASSPHRASE, new, keys(app), NOW)
        with pytest.raises(WrongPassphrase):
            unlock_key(ketua.actor, lane.PASSPHRASE, "token", keys(app), NOW)
        held = unlock_key(ketua.actor, new, "token", keys(app), NOW)
        opened = opened_key(ketua.actor, held, "token")
    assert lane.may_open(app, lane.Member(ketua.actor, opened), number)


def test_an_unlocked_key_is_good_for_its_own_session_only(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.unlock_key import opened_key, unlock_key

    ketua, other = lane.member(app, place), lane.member(app, place)
    with app.app_context():
        held = unlock_key(ketua.actor, lane.PASSPHRASE, "token sesi ini", keys(app), NOW)
        assert opened_key(ketua.actor, held, "token sesi ini") is not None
        assert opened_key(ketua.actor, held, "token sesi lain") is None
        assert opened_key(other.actor, held, "token sesi ini") is None
        assert opened_key(ketua.actor, "bukan apa-apa", "token sesi ini") is None
    lane.with_key(app, ketua.actor)
    with app.app_context():
        assert opened_key(ketua.actor, held, "token sesi ini") is None


def test_passphrases_are_tried_as_seldom_as_passwords(app: Flask, place: Place) -> None:
    from kiosk.domain.people.throttle import TooManyTries
    from kiosk.flows.complaint.unlock_key import unlock_key
    from kiosk.store.complaint.keyholders import WrongPassphrase

    ketua = lane.member(app, place)
    with app.app_context():
        for _ in range(5):
            with pytest.raises(WrongPassphrase):
                unlock_key(ketua.actor, "salah terus menerus", "t", keys(app), NOW)
        with pytest.raises(TooManyTries):
            unlock_key(ketua.actor, lane.PASSPHRASE, "t", keys(app), NOW)
        unlock_key(ketua.actor, lane.PASSPHRASE, "t", keys(app), NOW + timedelta(hours=1))


def test_the_passphrase_is_strong_and_not_the_password(app: Flask, place: Place) -> None:
    from kiosk.domain.people.password import WeakPassword
    from kiosk.flows.complaint.make_own_key import make_own_key

    grant = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    actor = desk.make_staff(app, [grant], password=desk.PASSWORD)
    with app.app_context():
        for weak in ("pendek", "rahasia rahasia", desk.PASSWORD):
            with pytest.raises(WeakPassword):
                make_own_key(actor, weak, NOW)
    assert rows(app, "handler_keys") == []


@pytest.mark.parametrize("how", ["role", "account", "head"])
def test_whoever_leaves_the_team_loses_every_case(app: Flask, place: Place, how: str) -> None:
    from kiosk.flows.people.disable_staff import disable_staff
    from kiosk.flows.people.end_role import end_role
    from kiosk.flows.people.grant_role import grant_role

    ketua, gone = lane.member(app, place), lane.member(app, place)
    lane.set_up(app, ketua)
    number = sealed(app, place)
    assert lane.may_open(app, gone, number)
    code = gone.actor.code
    with app.app_context():
        if how == "role":
            held = next(
                one["id"] for one in rows(app, "grants") if one["staff_id"] == gone.actor.id
            )
            end_role(None, code, held, NOW)
        elif how == "account":
            disable_staff(None, code, NOW)
        else:
            grant_role(None, code, Role.HEAD, Level.UNIT, place.unit, NOW)
    assert not lane.may_open(app, gone, number)
    assert lane.may_open(app, ketua, number)


def test_another_role_elsewhere_takes_no_case_away(app: Flask, place: Place) -> None:
    from kiosk.flows.people.grant_role import grant_role

    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    number = sealed(app, place)
    with app.app_context():
        grant_role(None, ketua.actor.code, Role.AUDITOR, Level.UNIT, other.unit, NOW)
    assert lane.may_open(app, ketua, number)


def test_keys_and_their_fingerprints_are_in_the_audit_chain(app: Flask, place: Place) -> None:
    from kiosk.flows.keyrings import fingerprint

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    made = [one for one in rows(app, "audit_records") if one["object_kind"] == "kunci"]
    assert [one["action"] for one in made] == ["buat-kunci", "buat-kunci-tim"]
    assert all((one["instansi_id"], one["unit_id"]) == (0, 0) for one in made)
    own = fingerprint(rows(app, "handler_keys")[0]["public_key"])
    team = fingerprint(rows(app, "team_keys")[0]["public_key"])
    assert own in made[0]["details"]
    assert team in made[1]["details"]


def test_a_head_who_is_an_inspector_as_well_has_no_case_wrapped(app: Flask, place: Place) -> None:
    both = desk.make_staff(
        app,
        [
            Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id),
            Grant(Role.HEAD, Level.UNIT, place.unit_id),
        ],
    )
    ketua, head = lane.member(app, place), lane.with_key(app, both)
    lane.set_up(app, ketua)
    number = sealed(app, place)
    assert not lane.may_open(app, head, number)
