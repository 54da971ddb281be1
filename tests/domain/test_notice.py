"""What a notice may say, and when a try that failed is made again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.delivery import (
    HELD_FOR,
    LAST_TRY,
    LONGEST_SEND,
    MINUTES,
    Failure,
    Undelivered,
    verdict,
)
from kiosk.domain.upkeep.jobs import LEASE_FOR
from kiosk.domain.upkeep.notice import (
    DUE_SOON,
    IDENTITY_OPENED,
    KINDS,
    NEWS,
    SEALED,
    Channel,
    Draft,
    Kind,
    Recipient,
    UnfitNotice,
    letter,
    message_id,
    quiet_moment,
)
from kiosk.flows.upkeep.send_notices import ROUND_SECONDS

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
URL = "https://skm.contoh.go.id/lokal"
VALUES = {"number": "SL-7F3K9Q", "unit": "Dinas Kesehatan", "due": "Jumat, 20 November 2026"}
OF_TABLETS = {"tablets": "Loket 3 (Tablet depan)", "since": "Jumat, 20 November 2026 09.14 WITA"}
OF_FIGURES = {"unsur": "U3 Waktu Penyelesaian", "what": "12 dari 15 bernilai rendah"}
OF_ZI = {"kind": "Rekomendasi", "role": "Pemantau", "place": "Dinas Kesehatan", "day": "hari ini"}
KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def values_for(kind: Kind) -> dict[str, str]:
    return {name: {**VALUES, **OF_TABLETS, **OF_FIGURES, **OF_ZI}[name] for name in kind.fields}


def say(kind: Kind, language: str = "id", number: int = 1, public_url: str = URL) -> notice.Letter:
    to = next(iter(sorted(kind.to)))
    return letter(number, kind, to, "a@b.id", language, values_for(kind), public_url)


@KIND
def test_every_kind_can_be_said_in_each_of_its_languages(kind: Kind) -> None:
    for language in kind.words:
        made = say(kind, language)
        assert "%" not in made.subject + made.text
        assert made.subject.isprintable()
        assert f"{URL}{kind.page}" in made.text
        assert made.language == language


@KIND
def test_what_a_reporter_gets_is_in_both_languages_and_names_no_number(kind: Kind) -> None:
    if Recipient.REPORTER in kind.to:
        assert set(kind.words) == {"id", "en"}
        assert kind.fields == ()
        assert kind.to == {Recipient.REPORTER}
    else:
        assert set(kind.words) == {"id"}


def test_a_language_that_is_not_there_is_indonesian() -> None:
    assert say(NEWS, "fr") == say(NEWS, "id")
    assert say(NEWS, "en").subject == "There is news about your report"


def test_a_sealed_case_is_told_in_words_that_never_change() -> None:
    """Same words and same length whatever happened, to whom and when."""
    one, other = say(SEALED, number=1), say(SEALED, number=2**63 - 1)
    assert (one.subject, one.text) == (other.subject, other.text)
    assert len(one.message_id) == len(other.message_id)
    said = (one.subject + one.text).lower()
    assert [w for w in ("integritas", "pungli", "lapor", "terlindungi", "kasus") if w in said] == []
    with pytest.raises(UnfitNotice):
        Draft(SEALED, Recipient.STAFF, 1, values={"number": "SL-1"})
    assert Draft(SEALED, Recipient.STAFF, 1).is_quiet


@given(
    st.text(max_size=300) | st.sampled_from(["a\r\nBcc: x@y.id", "a\u2028b", "\u202e", "a\xa0b"])
)
def test_a_value_is_made_one_printable_line(odd: str) -> None:
    """And never refused: the complaint that is told about must not fail over a unit's name."""
    kept = Draft(DUE_SOON, Recipient.STAFF, 1, values={**VALUES, "unit": odd}).values["unit"]
    assert kept.isprintable()
    assert 0 < len(kept) <= 200
    if odd.isprintable() and odd == " ".join(odd.split()) and 0 < len(odd) <= 200:
        assert kept == odd


def test_a_notice_carries_all_its_values_and_no_others() -> None:
    assert Draft(DUE_SOON, Recipient.STAFF, 1, values=VALUES).values == VALUES
    for wrong in ({}, {**VALUES, "isi": "rahasia"}):
        with pytest.raises(UnfitNotice):
            Draft(DUE_SOON, Recipient.STAFF, 1, values=wrong)


def test_a_notice_goes_to_whom_it_is_for() -> None:
    Draft(NEWS, Recipient.REPORTER, 7)
    Draft(DUE_SOON, Recipient.HOOK, 0, Channel.HOOK, values=VALUES)
    for kind, to, to_id, channel in (
        (NEWS, Recipient.STAFF, 1, Channel.MAIL),
        (SEALED, Recipient.REPORTER, 1, Channel.MAIL),
        (SEALED, Recipient.HOOK, 0, Channel.HOOK),
        (DUE_SOON, Recipient.HOOK, 5, Channel.HOOK),
        (DUE_SOON, Recipient.HOOK, 0, Channel.MAIL),
        (DUE_SOON, Recipient.STAFF, 0, Channel.MAIL),
        (IDENTITY_OPENED, Recipient.STAFF, 1, Channel.MAIL),
    ):
        with pytest.raises(UnfitNotice):
            Draft(kind, to, to_id, channel, values=values_for(kind))


def test_the_message_id_is_of_the_notice_and_the_configured_host() -> None:
    assert message_id(255, URL) == "<00000000000000ff@skm.contoh.go.id>"
    assert message_id(255, "") == "<00000000000000ff@suara-loket.invalid>"
    assert Address(addr_spec=message_id(1, URL).strip("<>")).domain == "skm.contoh.go.id"


@given(st.integers(0, 4 * 365 * 24 * 3600 * 1_000_000))
def test_the_quiet_moment_is_soon_fixed_and_in_office_hours(microseconds: int) -> None:
    now = NOW + timedelta(microseconds=microseconds)
    found = quiet_moment(now)
    assert timedelta(0) < found - now <= timedelta(hours=18)
    assert (found.hour, found.minute, found.second, found.microsecond)[1:] == (0, 0, 0)
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        assert 7 <= found.astimezone(ZoneInfo(zone)).hour <= 15
    assert quiet_moment(found - timedelta(microseconds=1)) == found


def test_a_server_that_is_down_for_a_day_loses_nothing() -> None:
    """Tries go on for more than 26 hours; only then does a person have to look."""
    now, tries = NOW, 1
    while (found := verdict(Failure.CLOSED, tries, 0, now).next_at) is not None:
        assert timedelta(minutes=1) <= found - now <= timedelta(hours=1)
        now, tries = found, tries + 1
    assert now - NOW >= timedelta(hours=26)
    assert tries == LAST_TRY == len(MINUTES) + 1


def test_the_first_tries_are_close_together() -> None:
    waits = [verdict(Failure.LATER, n, 0, NOW).next_at for n in (1, 2, 3, 4, 5)]
    assert [(at - NOW).total_seconds() / 60 for at in waits if at] == [1, 5, 15, 30, 60]


@pytest.mark.parametrize("failure", [Failure.NEVER, Failure.NOBODY, Failure.UNSET])
def test_what_time_will_not_mend_goes_to_a_person_at_once(failure: Failure) -> None:
    assert verdict(failure, 1, 0, NOW).next_at is None


def test_at_most_two_tries_may_have_arrived() -> None:
    first = verdict(Failure.UNSURE, 1, 0, NOW)
    assert first.unsure == 1
    assert first.next_at is not None
    assert verdict(Failure.UNSURE, 2, first.unsure, NOW).next_at is None
    assert verdict(Failure.CLOSED, 2, first.unsure, NOW).next_at is not None


def test_a_lease_outlasts_a_round_and_a_round_the_jobs_lease() -> None:
    longest = timedelta(seconds=ROUND_SECONDS) + LONGEST_SEND
    assert longest < LEASE_FOR < HELD_FOR
    assert longest * 2 < HELD_FOR


def test_an_error_tells_a_code_and_not_what_the_other_side_wrote() -> None:
    assert Undelivered(Failure.LATER, "451").told == "ditolak untuk sementara (451)"
    assert Undelivered(Failure.NOBODY).told == Failure.NOBODY.value
