"""A ticket's page at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import Clock, Place, make_place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def officer(app: Flask, place: Place) -> desk.Window:
    """Of the place's unit, signed in."""
    window = desk.Window(app)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    window.actor = desk.sign_in(window.client, app, grants, name="Yustina Bria")  # type: ignore[attr-defined]
    return window


def at(ticket: tickets.Ticket, path: str = "") -> str:
    return f"/admin/laporan/{ticket.number}{path}"


def typed(page: Page) -> dict[str, str]:
    """What a browser would post of the page's main form, as it stands."""
    form = page.find("//main//form[contains(@class, 'form') and not(contains(@class, 'noting'))]")[
        -1
    ]
    hidden = form.xpath(".//input[@type='hidden']")
    given = {one.get("name"): one.get("value", "") for one in hidden}
    for one in form.xpath(".//textarea"):
        text = "".join(one.itertext())
        given[one.get("name")] = text
    chosen = form.xpath(".//select")
    return given | {
        one.get("name"): (one.xpath("./option[@selected]/@value") or [""])[0] for one in chosen
    }


def version(app: Flask, ticket: tickets.Ticket) -> str:
    return str(tickets.row(app, ticket.number)["version"])


def test_the_page_shows_the_complaint_its_limit_and_why(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place, judul="Antre lama", isi="Menunggu lima jam.")
    page = officer.get(at(ticket))
    for words in ("Menunggu lima jam.", "Antre lama", "Belum Terverifikasi", "Loket", "Anonim"):
        assert words in page.seen, words
    assert "20 Oktober 2026 16.00 WITA" in page.seen, "three working days from Thursday 15th"
    assert "hari ke-0: diterima pukul 11.00" in page.seen
    assert "PermenPANRB 62/2018" in page.seen
    assert "UU 25/2009 Pasal 44" in page.seen


def test_a_ticket_out_of_reach_is_as_unknown(app: Flask, officer: desk.Window) -> None:
    far = make_place(app, "rsud-lerik", point="3C5D7E9F", name="RSUD")
    ticket = tickets.file(app, far)
    answers = [officer.raw(one) for one in (at(ticket), "/admin/laporan/ZZZZZZZZZ")]
    assert [one.status_code for one in answers] == [404, 404]
    bodies = [one.get_data().replace(ticket.number.encode(), b"") for one in answers]
    assert bodies[0] == bodies[1].replace(b"ZZZZZZZZZ", b"")


def test_a_sealed_case_is_as_unknown_to_the_unit_it_names(
    app: Flask, head: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place, kategori="pungli", isi="Diminta uang di loket.")
    assert head.raw(at(ticket)).status_code == 404
    for path in ("/ambil", "/catatan", "/draf", "/langkah", "/pisahkan"):
        assert (
            head.raw(at(ticket, path), "POST", data={"csrf_token": desk.csrf(app)}).status_code
            == 404
        )


def test_a_locked_sealed_case_shows_its_clock_and_where_to_unlock(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    ticket = tickets.file(app, place, kategori="pungli", isi="Diminta uang di loket.")
    page = window.get(at(ticket))
    assert "Diminta uang" not in page.text
    assert "/admin/kunci" in page.links()
    assert "berkadar pengawasan" in page.seen


def test_a_look_is_recorded_once_an_hour(
    app: Flask, officer: desk.Window, place: Place, clock: Clock
) -> None:
    from kiosk.flows.complaint.show_ticket import show_ticket

    ticket = tickets.file(app, place)
    officer.get(at(ticket))

    def looks(minutes: int) -> int:
        clock.later(minutes=minutes)
        with app.app_context():
            show_ticket(officer.actor, ticket.number, tickets.house(app), clock.now())  # type: ignore[attr-defined]
        return len([one for one in rows(app, "audit_records") if one["action"] == "baca-laporan"])

    assert [looks(0), looks(59), looks(1), looks(30)] == [1, 1, 2, 2]


def test_claim_verify_and_start_are_one_click_each(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    page = officer.get(at(ticket))
    assert "Ambil laporan ini" in page.seen
    officer.follow(at(ticket, "/ambil"))
    page = officer.follow(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    assert "Terverifikasi" in page.seen
    assert "Yustina Bria (Anda)" in page.seen
    officer.post(at(ticket, "/langkah"), move="proses", version=version(app, ticket))
    assert tickets.row(app, ticket.number)["state"] == "diproses"


def test_nothing_reaches_the_citizen_unseen(app: Flask, officer: desk.Window, place: Place) -> None:
    """Preview first; the preview sends nothing."""
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    address = at(ticket, "/langkah/jawab")
    officer.get(address)
    sent = {
        "message": "KTP Anda <b>selesai</b>\nAmbil di loket 3.",
        "version": version(app, ticket),
    }
    preview = Page(officer.post(address, 200, **sent))
    assert preview.h1 == "Ini yang akan dibaca pelapor"
    assert (
        preview.find("//section[contains(@class,'preview')]/p[@class='told']")[0].text
        == sent["message"]
    )
    assert rows(app, "ticket_messages") == []
    officer.post(address, **typed(preview), confirmed="ya")
    [message] = rows(app, "ticket_messages")
    assert (message["text"], message["from_reporter"]) == (sent["message"], False)
    assert tickets.row(app, ticket.number)["state"] == "dijawab"


def test_from_the_preview_one_can_go_back_with_everything_typed(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    address = at(ticket, "/langkah/tanya")
    officer.get(address)
    sent = {"message": "Berkas apa?", "reason": "kurang", "version": version(app, ticket)}
    preview = Page(officer.post(address, 200, **sent))
    page = Page(officer.post(address, 200, **typed(preview), revise="ya"))
    form = typed(page)
    assert (form["message"], form["reason"]) == ("Berkas apa?", "kurang")


def test_a_message_that_is_missing_is_asked_for(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    officer.get(at(ticket, "/langkah/jawab"))
    page = Page(
        officer.post(at(ticket, "/langkah/jawab"), 422, message=" ", version=version(app, ticket))
    )
    assert "Tuliskan pesan untuk pelapor" in page.problems()[0]


def test_who_comes_second_sees_what_changed_and_keeps_what_was_typed(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    address = at(ticket, "/langkah/jawab")
    opened = typed(officer.get(address))
    other = desk.Window(app)
    grants = [Grant(Role.HEAD, Level.UNIT, place.unit_id)]
    desk.sign_in(other.client, app, grants, name="Kepala Lain")
    other.get(at(ticket))
    other.post(at(ticket, "/catatan"), note="Sedang saya telepon")
    sent = {**opened, "message": "Jawaban panjang saya"}
    officer.get(address)
    page = Page(officer.post(address, 409, **sent))
    news = page.find("//section[@class='clash']")[0]
    assert "Sedang saya telepon" in "".join(news.itertext())
    assert "Kepala Lain" in "".join(news.itertext())
    form = typed(page)
    assert form["message"] == "Jawaban panjang saya"
    assert rows(app, "ticket_messages") == []
    preview = Page(officer.post(address, 200, **form))
    officer.post(address, **typed(preview), confirmed="ya")
    assert len(rows(app, "ticket_messages")) == 1


def test_what_was_refused_does_not_become_fresh_by_itself(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    """A mistake in the form must not hide that somebody else was there meanwhile."""
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    address = at(ticket, "/langkah/jawab")
    opened = typed(officer.get(address))
    with app.app_context():
        from kiosk import clock
        from kiosk.flows.complaint.note_ticket import note_ticket

        note_ticket(officer.actor, ticket.number, "x", tickets.house(app).keys, clock.now())  # type: ignore[attr-defined]
    page = Page(officer.post(address, 422, **{**opened, "message": ""}))
    assert typed(page)["version"] == opened["version"]
    officer.post(address, 409, **{**typed(page), "message": "Jawaban"})


def test_a_template_is_put_under_what_was_typed(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    address = at(ticket, "/langkah/tanya")
    page = officer.get(address)
    assert "minta-kelengkapan" in page.find("//select[@name='template']/option/@value")
    form = {**typed(page), "message": "Halo.", "template": "minta-kelengkapan", "insert": "ya"}
    text = typed(Page(officer.post(address, 200, **form)))["message"]
    assert text.startswith("Halo.\n\n")
    assert "{jawaban}" in text
    assert "{nomor}" not in text
    left = {"message": text, "reason": "x", "version": version(app, ticket)}
    page = Page(officer.post(address, 422, **left))
    assert "{jawaban}" in page.problems()[0], "what is not filled in is not sent"


def test_what_lies_outside_is_sent_on_with_an_address(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place, isi="Jalan rusak di depan kantor, lapor ke kementerian mana?")
    page = officer.get(at(ticket, "/langkah/arahkan"))
    offered = page.find("//select[@name='template']/option/@value")
    assert "alamat-lapor" in offered
    assert "lapor.go.id" in page.seen


def test_notes_are_for_colleagues_and_look_it(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    page = officer.follow(at(ticket, "/catatan"), note="Orangnya galak <script>")
    [note] = page.find("//li[contains(@class,'is-catatan')]")
    assert "hanya untuk rekan kerja" in "".join(note.itertext())
    assert "Orangnya galak <script>" in "".join(note.itertext())
    assert rows(app, "ticket_messages") == []


def test_a_draft_survives_and_is_gone_when_sent(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    officer.get(at(ticket, "/langkah/jawab"))
    draft = {"move": "jawab", "message": "Setengah jad", "reason": ""}
    answer = officer.raw(
        at(ticket, "/draf"), "POST", data={**draft, "csrf_token": desk.csrf(app)},
        headers={"X-Draf": "1"},
    )  # fmt: skip
    assert answer.status_code == 204
    assert not answer.get_data()
    form = typed(officer.get(at(ticket, "/langkah/jawab")))
    assert form["message"] == "Setengah jad"
    officer.post(at(ticket, "/langkah/jawab"), **{**form, "message": "Jadi", "confirmed": "ya"})
    assert rows(app, "drafts") == []


def test_a_draft_is_ones_own_and_without_script_a_button_keeps_it(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    page = officer.follow(at(ticket, "/draf"), note="Ingat telepon")
    assert page.find("//textarea[@name='note']")[0].text.strip() == "Ingat telepon"
    other = desk.Window(app)
    desk.sign_in(other.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    assert "Ingat telepon" not in other.get(at(ticket)).text
    forged = officer.raw(at(ticket, "/draf"), "POST", data={"note": "x"}, headers={"X-Draf": "1"})
    assert forged.status_code == 422


def test_an_open_reporter_is_seen_and_an_anonymous_one_never_was(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    known = tickets.file(app, place, identitas="terbuka", nama="Maria Bete", kontak="0812 3456")
    page = officer.get(at(known))
    assert "Maria Bete" in page.seen
    assert "0812 3456" in page.seen
    assert "Anonim" in officer.get(at(tickets.file(app, place))).seen


@pytest.mark.parametrize("role", [Role.FRONT_VERIFIER, Role.INSPECTORATE])
def test_who_reads_and_does_not_answer_sees_no_contact(
    app: Flask, place: Place, role: Role
) -> None:
    known = tickets.file(app, place, identitas="terbuka", nama="Maria Bete", kontak="0812 3456 789")
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)])
    page = window.get(at(known))
    assert "Maria Bete" in page.seen
    assert "0812…" in page.seen
    assert "3456" not in page.text


def test_a_confidential_reporter_is_known_to_the_holder_only_and_each_look_is_recorded(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    ticket = tickets.file(app, place, identitas="rahasia", nama="Maria Bete", kontak="0812")
    assert "Maria" not in officer.get(at(ticket)).text
    officer.post(at(ticket, "/identitas"), 422)
    officer.follow(at(ticket, "/ambil"))
    page = officer.get(at(ticket))
    assert "Maria" not in page.text
    assert "Lihat identitas" in page.seen
    assert "Maria Bete" in Page(officer.post(at(ticket, "/identitas"), 200)).seen
    looks = [one for one in rows(app, "audit_records") if one["action"] == "lihat-identitas"]
    assert [one["object_id"] for one in looks] == [ticket.number]
    assert "Maria" not in officer.get(at(ticket)).text
    other = desk.Window(app)
    desk.sign_in(other.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    other.get(at(ticket))
    other.post(at(ticket, "/identitas"), 422)


def test_a_verifier_verifies_and_answers_nothing(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.FRONT_VERIFIER, Level.UNIT, place.unit_id)])
    ticket = tickets.file(app, place)
    window.get(at(ticket))
    window.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    page = window.get(at(ticket))
    assert not [one for one in page.links() if one.endswith("/langkah/jawab")]
    answer = {"message": "x", "confirmed": "ya", "version": version(app, ticket)}
    window.post(at(ticket, "/langkah/jawab"), 422, **answer)
    assert tickets.row(app, ticket.number)["state"] == "terverifikasi"


def test_a_reader_changes_nothing(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    ticket = tickets.file(app, place)
    page = window.get(at(ticket))
    assert page.find("//main//form[@method='post']") == []
    data = {"csrf_token": desk.csrf(app), "note": "x", "move": "verifikasi", "version": "1"}
    for path in ("/ambil", "/catatan", "/langkah", "/draf", "/tugaskan"):
        assert window.raw(at(ticket, path), "POST", data=data).status_code == 404
    assert tickets.row(app, ticket.number)["version"] == 1
