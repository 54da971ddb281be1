"""F20: a worker killed between sending and marking, a mail server down for a day.

Each notice arrives at least once and at most twice, always with the same Message-ID; none is lost.
Mail goes to a real server process, calls to a real HTTP server process.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import json
import os
import signal
import socket
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.upkeep.delivery import HELD_FOR, UNSET_KEPT, Failure, Undelivered
from kiosk.domain.upkeep.notice import (
    DUE_SOON,
    NEWS,
    SEALED,
    Channel,
    Draft,
    Letter,
    Recipient,
    message_id,
)
from kiosk.flows.upkeep.send_notices import send_notices
from kiosk.post import limit
from kiosk.post.mail import Mailer, as_mail
from kiosk.store.engine import transaction
from kiosk.store.upkeep import notices
from tests import desk
from tests.factories import NOW, Clock, rows
from tests.faults import ledger
from tests.services.databases import config_for
from tests.services.gateway import running_gateway
from tests.services.processes import loaded
from tests.services.smtp import Mailbox, running_smtp

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config
    from tests.faults.conftest import Held

PUBLIC = "https://skm.contoh.go.id"
SENDER = "skm@contoh.go.id"
SECRET = "kunci kait yang panjang, 0123456789 abc"
VALUES = {"number": "SL-7F3K9Q", "unit": "Dinas Kesehatan", "due": "besok"}
ADDRESS = "maria@contoh.go.id"
BACKLOG = ledger.sized(100, 1_000)


def with_mail(config: Config, port: int, query: str = "", user: str = "") -> Config:
    url = f"smtp://{user}127.0.0.1:{port}{query}"
    return dataclasses.replace(config, smtp_url=url, mail_from=SENDER, public_url=PUBLIC)


def with_hook(config: Config, port: int, network: str = "lokal") -> Config:
    return dataclasses.replace(
        config,
        webhook_url=f"http://127.0.0.1:{port}/kirim?x=1",
        webhook_secret=SECRET,
        webhook_network=network,
        public_url=PUBLIC,
    )


def unused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def staff_id(app: Flask) -> int:
    return desk.make_staff(app, email=ADDRESS).id


def add(app: Flask, staff_id: int, times: int = 1) -> list[int]:
    with app.app_context(), transaction():
        one = Draft(DUE_SOON, Recipient.STAFF, staff_id, values=VALUES)
        return [notices.add(one, NOW) or 0 for _ in range(times)]


def send(app: Flask, settings: Config, now: Any = NOW, owner: str = "satu") -> bool:
    with app.app_context():
        return send_notices(settings, owner, now)


def left(app: Flask) -> list[dict[str, Any]]:
    return [row for row in rows(app, "notices") if row["sent_at"] is None]


def test_a_notice_arrives_once_as_it_was_meant(
    app: Flask, config: Config, staff_id: int, tmp_path: Path, clock: Clock
) -> None:
    (number,) = add(app, staff_id)
    with running_smtp(tmp_path / "mail") as box:
        assert send(app, with_mail(config, box.port)) is False
        send(app, with_mail(config, box.port), NOW + timedelta(days=2))
    (mail,) = box.messages
    assert box.taken[0]["to"] == [f"TO:<{ADDRESS}>"]
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        SENDER, ADDRESS, "Tenggat mendekat: SL-7F3K9Q",
    )  # fmt: skip
    assert mail["Message-ID"] == message_id(number, PUBLIC)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert "Dinas Kesehatan" in mail.get_content()
    assert f"{PUBLIC}/admin/" in mail.get_content()
    assert left(app) == []


def killed_after_sending(url: str, folder: str, port: int, later: float) -> None:
    """The work of a process that dies at the worst moment."""
    from kiosk.app import create_app

    app = create_app(config_for(url, Path(folder)))
    notices.mark_sent = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    send(app, with_mail(app.config["KIOSK"], port), NOW + timedelta(seconds=later))


def die(url: str, folder: Path, port: int, later: float = 0) -> None:
    one = loaded().Process(target=killed_after_sending, args=(url, str(folder), port, later))
    one.start()
    one.join()
    assert one.exitcode == -signal.SIGKILL


@pytest.mark.slow
def test_killed_between_sending_and_marking_it_arrives_twice_as_the_same_mail(
    app: Flask, config: Config, staff_id: int, tmp_path: Path, database_url: str, held: Held
) -> None:
    add(app, staff_id)
    with running_smtp(tmp_path / "mail") as box:
        die(database_url, tmp_path, box.port)
        assert len(box.ids) == 1
        send(app, with_mail(config, box.port), NOW + HELD_FOR / 2)
        assert len(box.ids) == 1, "its lease is not over"
        for hours in (1, 2, 30):
            send(app, with_mail(config, box.port), NOW + timedelta(hours=hours))
    assert len(box.ids) == 2
    assert len(set(box.ids)) == 1
    assert left(app) == []
    held(
        tried="kill -9 between sending and marking",
        figure=f"delivered {len(box.ids)} times with {len(set(box.ids))} Message-ID",
    )


@pytest.mark.slow
def test_killed_twice_it_is_not_sent_a_third_time_and_a_person_decides(
    app: Flask, config: Config, staff_id: int, tmp_path: Path, database_url: str
) -> None:
    add(app, staff_id)
    with running_smtp(tmp_path / "mail") as box:
        for later in (0, 300):
            die(database_url, tmp_path, box.port, later)
        for hours in (1, 2, 30):
            send(app, with_mail(config, box.port), NOW + timedelta(hours=hours))
    assert len(box.ids) == 2
    assert len(set(box.ids)) == 1
    (dead,) = left(app)
    assert dead["dead_at"] is not None
    assert "mungkin sudah sampai" in dead["last_error"]


def test_a_server_that_takes_it_and_says_nothing_gets_it_twice_at_most(
    app: Flask, config: Config, staff_id: int, tmp_path: Path
) -> None:
    add(app, staff_id)
    with running_smtp(tmp_path / "mail", "--mode", "drop") as box:
        for hours in range(30):
            send(app, with_mail(config, box.port), NOW + timedelta(hours=hours))
    assert len(box.ids) == 2
    assert len(set(box.ids)) == 1
    assert left(app)[0]["dead_at"] is not None


def test_a_mail_server_down_for_a_day_loses_nothing(
    app: Flask, config: Config, staff_id: int, tmp_path: Path, held: Held
) -> None:
    """24 hours of told time, a look every five minutes; an hour later all have arrived once."""
    add(app, staff_id, times=3)
    port = unused_port()
    settings = with_mail(config, port)
    for minutes in range(0, 24 * 60, 5):
        send(app, settings, NOW + timedelta(minutes=minutes))
    assert len(left(app)) == 3
    assert {row["dead_at"] for row in left(app)} == {None}
    with running_smtp(tmp_path / "mail", port=port) as box:
        for minutes in range(0, 65, 5):
            send(app, settings, NOW + timedelta(hours=24, minutes=minutes))
    assert Counter(box.ids) == dict.fromkeys(set(box.ids), 1)
    assert len(box.ids) == 3
    held(tried="mail server down for 24 told hours", figure=f"{len(left(app))} notices lost")


def test_the_first_mail_that_gets_through_wakes_those_that_wait(
    app: Flask, config: Config, staff_id: int, tmp_path: Path
) -> None:
    add(app, staff_id, times=2)
    port = unused_port()
    settings = with_mail(config, port)
    for minutes in range(0, 180, 2):
        send(app, settings, NOW + timedelta(minutes=minutes))
    then = min(row["next_at"] for row in left(app)) - timedelta(minutes=1)
    assert then > NOW + timedelta(minutes=180), "nothing is due when the server is back"
    with app.app_context(), transaction():
        one = Draft(DUE_SOON, Recipient.STAFF, staff_id, values=VALUES)
        notices.add(one, then)
    with running_smtp(tmp_path / "mail", port=port) as box:
        send(app, settings, then)
    assert len(box.ids) == 3


def test_a_server_that_stays_away_ends_in_dead_letters_not_in_silence(
    app: Flask, config: Config, staff_id: int
) -> None:
    add(app, staff_id)
    settings = with_mail(config, unused_port())
    for hours in range(50):
        send(app, settings, NOW + timedelta(hours=hours))
    (dead,) = left(app)
    assert dead["dead_at"] is not None
    assert dead["dead_at"] - NOW > timedelta(hours=24)


@pytest.mark.slow
def test_a_backlog_of_1000_is_gone_in_ten_minutes(
    app: Flask, config: Config, staff_id: int, tmp_path: Path, held: Held
) -> None:
    """After a day without a server: what waits for its next hour is woken by the first success."""
    numbers = add(app, staff_id, times=BACKLOG)
    port = unused_port()
    settings = with_mail(config, port)
    for minutes in range(0, 60, 2):
        send(app, settings, NOW + timedelta(minutes=minutes))
    assert sum(row["attempts"] for row in left(app)) == 30, "one look a round, not a thousand"
    back = NOW + timedelta(hours=24)
    began = time.monotonic()
    with running_smtp(tmp_path / "mail", port=port) as box:
        while send(app, settings, back):
            assert time.monotonic() - began < 600
    took = time.monotonic() - began
    assert left(app) == []
    assert sorted(box.ids) == sorted(message_id(one, PUBLIC) for one in numbers)
    held(tried=f"a backlog of {BACKLOG} after 24 hours", figure=f"drained in {took:.1f} s")


@pytest.mark.parametrize(
    ("mode", "is_dead", "told"),
    [("refuse", True, "seterusnya (550)"), ("later", False, "sementara (451)")],
)
def test_a_refusal_is_kept_as_a_number_without_what_the_server_wrote(
    app: Flask, config: Config, staff_id: int, tmp_path: Path, mode: str, is_dead: bool, told: str
) -> None:
    add(app, staff_id, times=2)
    with running_smtp(tmp_path / "mail", "--mode", mode) as box:
        send(app, with_mail(config, box.port))
    for row in left(app):
        assert (row["dead_at"] is not None) == is_dead
        assert row["last_error"].endswith(told)
        assert row["attempts"] == 1


def test_a_wrong_password_is_tried_again_and_a_right_one_lets_all_through(
    app: Flask, config: Config, staff_id: int, tmp_path: Path
) -> None:
    add(app, staff_id, times=2)
    with running_smtp(tmp_path / "mail", "--password", "benar") as box:
        send(app, with_mail(config, box.port, user="skm:salah@"))
        assert box.ids == []
        assert {row["dead_at"] for row in left(app)} == {None}
        send(app, with_mail(config, box.port, user="skm:benar@"), NOW + timedelta(minutes=2))
    assert len(box.ids) == 2


def test_a_server_that_drips_is_cut_off(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte now and then keeps every socket time-out away for ever."""
    seconds = limit.cut_off.__wrapped__.__defaults__  # type: ignore[attr-defined]
    assert seconds == (15.0,)
    monkeypatch.setattr("kiosk.post.mail.cut_off", lambda get: limit.cut_off(get, 0.5))
    with running_smtp(tmp_path / "mail", "--mode", "drip") as box:
        server = with_mail(config, box.port).mail_server
        assert server is not None
        began = time.monotonic()
        with pytest.raises(Undelivered) as told:
            Mailer(server, SENDER).send(a_letter())
    assert told.value.failure is Failure.CLOSED
    assert time.monotonic() - began < 5


def a_letter(**more: Any) -> Letter:
    plain = Letter("<1@b.id>", "tenggat-dekat", Recipient.STAFF, ADDRESS, "id", "Subjek", "Isi\n")
    return dataclasses.replace(plain, **more)


@pytest.mark.parametrize(
    "more",
    [
        {"to": f"{ADDRESS}\r\nBcc: x@y.id"},
        {"to": f"{ADDRESS}\n"},
        {"to": f"{ADDRESS}, x@y.id"},
        {"to": f"<{ADDRESS}>"},
        {"to": f"Maria <{ADDRESS}>"},
        {"to": ""},
        {"to": "a@" + "b" * 260},
        {"subject": "Kabar\r\nBcc: x@y.id"},
        {"subject": "Kabar\nX: y"},
        {"message_id": "<1@b.id>\r\nX: y"},
        {"language": "id\r\nX: y"},
    ],
)
def test_f35_no_line_break_becomes_a_header_and_no_list_a_second_recipient(
    more: dict[str, str],
) -> None:
    with pytest.raises(Undelivered) as told:
        as_mail(a_letter(**more), SENDER)
    assert told.value.failure is Failure.NEVER


def test_a_line_with_a_full_stop_does_not_end_the_mail(config: Config, tmp_path: Path) -> None:
    text = "Satu\n.\n..\n.tiga\nempat\n"
    with running_smtp(tmp_path / "mail") as box:
        server = with_mail(config, box.port).mail_server
        assert server is not None
        mailer = Mailer(server, SENDER)
        mailer.send(a_letter(text=text))
        mailer.close()
    assert [mail.get_content().splitlines() for mail in box.messages] == [text.splitlines()]


def test_all_mails_about_sealed_cases_are_of_one_size_and_wording(
    app: Flask, config: Config, staff_id: int, tmp_path: Path, clock: Clock
) -> None:
    box: Mailbox
    with running_smtp(tmp_path / "mail") as box:
        for days in (0, 1, 2):
            with app.app_context(), transaction():
                notices.add(Draft(SEALED, Recipient.STAFF, staff_id), NOW + timedelta(days=days))
            clock.instant = NOW + timedelta(days=days, hours=4)
            send(app, with_mail(config, box.port), clock.instant)
    assert len(box.taken) == 3
    assert len({len(one["data"]) for one in box.taken}) == 1
    assert len({(one["Subject"], one.get_content()) for one in box.messages}) == 1


def reporter(app: Flask, ticket_id: int, contact: str, key: str = "pelapor") -> None:
    from kiosk.domain.people.keys import Keys
    from kiosk.store.complaint import persons, tickets

    sealed = persons.seal(
        persons.Person("Yuliana", contact), Keys(app.config["SECRET_KEY"]).of(key), ticket_id
    )
    with app.app_context(), transaction():
        tickets.add_reporter(ticket_id, sealed)
        notices.add(Draft(NEWS, Recipient.REPORTER, ticket_id), NOW)


def test_a_reporter_gets_news_at_the_address_left_with_the_complaint(
    app: Flask, config: Config, tmp_path: Path
) -> None:
    reporter(app, 2**62, "yuliana@contoh.id")
    with running_smtp(tmp_path / "mail") as box:
        send(app, with_mail(config, box.port))
    (mail,) = box.messages
    assert box.taken[0]["to"] == ["TO:<yuliana@contoh.id>"]
    assert mail["Subject"] == "Ada kabar tentang laporan Anda"
    assert f"{PUBLIC}/lacak" in mail.get_content()


@pytest.mark.parametrize(
    ("contact", "key"),
    [("0812 3456 7890", "pelapor"), ("", "pelapor"), ("yuliana@contoh.id", "kunci berkas")],
)
def test_a_reporter_who_left_no_readable_address_is_not_waiting_for_a_mail(
    app: Flask, config: Config, tmp_path: Path, contact: str, key: str
) -> None:
    """Of a sealed case's reporter this process cannot read one. No dead letter: nobody could
    mend it."""
    reporter(app, 77, contact, key)
    with running_smtp(tmp_path / "mail") as box:
        send(app, with_mail(config, box.port))
    assert box.taken == []
    assert rows(app, "notices") == []


def test_a_reporters_number_goes_to_the_gateway(app: Flask, config: Config, tmp_path: Path) -> None:
    reporter(app, 77, "+62 812-3456-7890")
    with app.app_context(), transaction():
        notices.add(Draft(NEWS, Recipient.REPORTER, 77, Channel.HOOK), NOW)
    with running_gateway(tmp_path / "hook") as gateway:
        send(app, with_hook(config, gateway.port))
    body = json.loads(gateway.calls[0]["body"])
    assert body["to"] == {"address": "+6281234567890", "kind": "pelapor"}


def test_whoever_was_disabled_is_not_written_to_and_that_is_seen(
    app: Flask, config: Config, staff_id: int, tmp_path: Path
) -> None:
    from kiosk.store.people import staff

    add(app, staff_id)
    with app.app_context(), transaction():
        staff.put(staff_id, disabled_at=NOW)
    with running_smtp(tmp_path / "mail") as box:
        send(app, with_mail(config, box.port))
    assert box.taken == []
    assert left(app)[0]["last_error"] == Failure.NOBODY.value


def test_staff_behind_a_gateway_are_named_by_their_code(
    app: Flask, config: Config, tmp_path: Path
) -> None:
    who = desk.make_staff(app)
    with app.app_context(), transaction():
        one = Draft(DUE_SOON, Recipient.STAFF, who.id, Channel.HOOK, values=VALUES)
        notices.add(one, NOW)
    with running_gateway(tmp_path / "hook") as gateway:
        send(app, with_hook(config, gateway.port))
    assert json.loads(gateway.calls[0]["body"])["to"]["address"] == who.code


def test_without_a_mail_server_notices_wait_three_days_and_then_are_dead_letters(
    app: Flask, config: Config, staff_id: int
) -> None:
    add(app, staff_id)
    send(app, config, NOW + UNSET_KEPT)
    assert left(app)[0]["dead_at"] is None
    send(app, config, NOW + UNSET_KEPT + timedelta(seconds=1))
    assert left(app)[0]["last_error"] == Failure.UNSET.value


def call(app: Flask, settings: Config) -> None:
    with app.app_context(), transaction():
        notices.add(Draft(DUE_SOON, Recipient.HOOK, 0, Channel.HOOK, values=VALUES), NOW)
    send(app, settings)


def test_a_call_is_signed_over_its_time_and_its_body(
    app: Flask, config: Config, tmp_path: Path, clock: Clock
) -> None:
    with running_gateway(tmp_path / "hook") as gateway:
        call(app, with_hook(config, gateway.port))
    (got,) = gateway.calls
    stamp = got["headers"]["x-suara-loket-timestamp"]
    signed = f"{stamp}.{got['body']}".encode()
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert got["headers"]["x-suara-loket-signature"] == f"v1={expected}"
    assert int(stamp) == int(NOW.timestamp())
    assert got["path"] == "/kirim?x=1"
    body = json.loads(got["body"])
    assert body["id"] == got["headers"]["idempotency-key"]
    assert body["to"] == {"address": "", "kind": "kait"}
    assert SECRET not in json.dumps(got)
    assert left(app) == []


@pytest.mark.parametrize(
    ("status", "is_dead"), [("400", True), ("410", True), ("401", False), ("429", False),
                            ("500", False), ("301", False), ("308", False)],
)  # fmt: skip
def test_a_gateway_that_refuses_is_asked_again_unless_it_will_never_take_it(
    app: Flask, config: Config, tmp_path: Path, status: str, is_dead: bool
) -> None:
    """A redirect is not followed: the target below would count the second call."""
    with running_gateway(tmp_path / "target") as target:
        away = f"http://127.0.0.1:{target.port}/"
        options = ("--status", status, "--location", away)
        with running_gateway(tmp_path / "hook", *options) as gateway:
            call(app, with_hook(config, gateway.port))
    assert len(gateway.calls) == 1
    assert target.calls == []
    (row,) = left(app)
    assert (row["dead_at"] is not None) == is_dead
    assert f"({status})" in row["last_error"]


def test_mail_goes_out_while_the_gateway_is_down(
    app: Flask, config: Config, staff_id: int, tmp_path: Path
) -> None:
    add(app, staff_id, times=2)
    with running_smtp(tmp_path / "mail") as box:
        settings = with_mail(with_hook(config, unused_port()), box.port)
        call(app, settings)
    assert len(box.ids) == 2
    assert [row["channel"] for row in left(app)] == ["kait"]
