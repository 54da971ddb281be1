"""Passwords, codes, waits, links back: the rules of signing in, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.people import throttle
from kiosk.domain.people.invitation import InvalidName, tidy_email, tidy_name
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.password import WeakPassword, check, mark_of
from kiosk.domain.people.session import Limits, device_of, way_back
from kiosk.domain.people.totp import (
    hash_of_recovery,
    looks_like_code,
    matching_step,
    new_recovery_codes,
    step_of,
)
from kiosk.store.people.breaches import is_common

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
OWNER = ("siti.rahmawati@kupang.go.id", "Siti Rahmawati")


@pytest.mark.parametrize(
    "good",
    [
        "sepeda ontel biru di teras",
        "kuda baterai jepit",
        "8362-1947-5520-77",
        "Indonesia Raya 1945 sekali lagi",
        "ꦱꦸꦫꦠ꧀ꦏꦒꦼꦩ꧀ꦧꦸꦥꦠꦶ",
        "tanpa huruf besar dan angka",
        "x" * 40 + "y" * 88,
    ],
)
def test_a_long_password_is_good_whatever_it_is_made_of(good: str) -> None:
    check(good, OWNER, is_common)


@pytest.mark.parametrize(
    "weak",
    [
        "", "sebelas1234"[:11], "password1234", "Bismillah123!", "123456789012", "aaaaaaaaaaaa",
        "indonesia2026!", "Pelayanan#2026", "abcabcabcabc", "123qweasdzxc", "garuda garuda",
        "siti.rahmawati", "Rahmawati-Siti", "kupang.go.id.siti", "            ", "x" * 129,
        "QWERTYUIOPQW", "abcdefghijklm", "987654321098",
    ],
)  # fmt: skip
def test_what_others_try_first_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassword):
        check(weak, OWNER, is_common)


def test_the_list_of_common_passwords_is_there() -> None:
    assert is_common("qazwsxedcrfv")
    assert is_common("IloveYou"), "whatever its case"
    assert not is_common("sepeda ontel biru")
    assert len(mark_of("x")) == 10


def test_a_code_belongs_to_its_step_or_the_one_before() -> None:
    now = step_of(NOW)

    def code_of(step: int) -> str:
        return f"{step % 1_000_000:06d}"

    for age, found in ((-1, None), (0, now), (1, now - 1), (2, None)):
        assert matching_step(code_of(now - age), NOW, code_of) == found
    assert matching_step(" 123 456 ", NOW, lambda _: "123456") == now
    assert matching_step("１２３４５６", NOW, lambda _: "123456") is None


def test_codes_agree_with_rfc_6238() -> None:
    """Appendix B of RFC 6238, SHA-1, its last six digits."""
    from kiosk.store.people.kept import code_of

    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, digits in (
        (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (20000000000, "353130"),
    ):  # fmt: skip
        at = datetime.fromtimestamp(seconds, UTC)
        assert code_of(secret, step_of(at)) == digits


def test_recovery_codes_have_more_than_112_bits_each() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert all(len(one.replace("-", "")) * 5 >= 112 for one in codes)
    assert not any(looks_like_code(one) for one in codes)
    assert hash_of_recovery("7f3k 9qwx oil") == hash_of_recovery("7F3K-9QWX-011")


@given(st.integers(0, 200))
def test_no_wait_is_longer_than_a_quarter_hour(failures: int) -> None:
    for rule in (throttle.ACCOUNT, throttle.NETWORK):
        assert rule.wait_after(failures) <= rule.wait_after(failures + 1) <= timedelta(minutes=15)


def test_the_last_step_of_a_rule_waits_longest() -> None:
    for rule in (throttle.ACCOUNT, throttle.NETWORK, throttle.CODE):
        assert rule.wait_after(rule.steps[-1]) == rule.most
        assert rule.wait_after(rule.free - 1) == timedelta(0)


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/admin", "/admin/ikm/dukcapil-kupang/2026-10", "/admin/audit?sebelum=5&jenis=x"],
)
def test_the_way_back_leads_to_the_desk(path: str) -> None:
    assert way_back(path) == path


@given(st.text(max_size=60))
def test_the_way_back_leads_nowhere_else(text: str) -> None:
    for given_path in (text, "/admin" + text, "/" + text, "//" + text):
        found = way_back(given_path)
        if found is not None:
            assert found == "/admin" or found.startswith(("/admin/", "/admin?"))
            assert not set(found) & set("\\\r\n \t\0"), "browsers read these as something else"


def test_the_way_back_does_not_climb() -> None:
    for path in ("/admin/../s/x", "/admin//evil", "//admin/", "/administrasi", None, ""):
        assert way_back(path) is None


def test_keys_of_one_purpose_open_nothing_of_another() -> None:
    one, other = Keys("a" * 40), Keys("b" * 40)
    day = NOW.date()
    made = [
        one.seal, one.of("percobaan"), one.account("a@x.id"), one.account("b@x.id"),
        one.device("a@x.id"), one.code(1), one.network("203.0.113.9", day),
        one.network("203.0.113.9", day + timedelta(days=1)), one.network("lain", day),
        other.seal, other.account("a@x.id"),
    ]  # fmt: skip
    assert len(set(made)) == len(made)
    assert "aaaa" not in repr(one)


@pytest.mark.parametrize(
    ("here", "neighbour"),
    [
        ("203.0.113.9", "203.0.113.250"),
        ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff"),
        ("::ffff:203.0.113.9", "203.0.113.1"),
        ("", "unix:"),
    ],
)
def test_neighbours_are_one_network(here: str, neighbour: str) -> None:
    keys, day = Keys("a" * 40), NOW.date()
    assert keys.network(here, day) == keys.network(neighbour, day)
    assert keys.network(here, day) != keys.network("198.51.100.1", day)


def test_a_session_ends_idle_or_old() -> None:
    limits = Limits()
    assert not limits.is_over(NOW, NOW, NOW + timedelta(minutes=14, seconds=59))
    assert limits.is_over(NOW, NOW, NOW + timedelta(minutes=15))
    late = NOW + timedelta(hours=8)
    assert limits.is_over(NOW, late, late)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/128.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/128 Safari/537 Edg/128.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/127 Mobile", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox, Linux"),
        ("curl/8", "Peramban lain"),
    ],
)
def test_a_device_is_recognised_and_no_more(agent: str, name: str) -> None:
    assert device_of(agent) == name


def test_names_are_one_tidy_line() -> None:
    assert tidy_name("  Siti   Rahmawati,  S.Kom. ") == "Siti Rahmawati, S.Kom."
    for wrong in ("", "   ", "a" * 121, "a\u202eb", "a\x00b"):
        with pytest.raises(InvalidName):
            tidy_name(wrong)
    assert tidy_email(" Siti@Kupang.GO.id ") == "siti@kupang.go.id"
