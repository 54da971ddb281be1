"""What is typed of a place, who may be appointed where, what a tablet lacks: each rule where it
turns, in the words it is told in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.domain.people import conflict, staffing
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.conflict import Accused, may_know
from kiosk.domain.people.keys import Keys, network_of
from kiosk.domain.people.policy import INSTALLATION, Action, Grant, Level, NotAllowed, Role, Spot
from kiosk.domain.place import device, edit, languages, poster, ramp, tablet_watch
from kiosk.domain.place.device import Condition
from kiosk.domain.place.edit import InstansiEntry, InvalidEntry, UnitEntry
from kiosk.domain.place.opening import Opening
from kiosk.domain.place.tablet_watch import Tablet, Trouble
from kiosk.domain.place.tree import Node, Tree
from kiosk.domain.stale import Difference, StaleEdit

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
ZONE = "Asia/Makassar"
MINUTE = timedelta(minutes=1)


def wrong(check: Callable[[], object]) -> dict[str, str]:
    """Field to what is said of it."""
    with pytest.raises(InvalidEntry) as refused:
        check()
    return refused.value.wrong


def test_a_place_is_kept_tidy() -> None:
    assert edit.unit(" Camat\u200b  Oe\x00sapa ", ZONE, " Jl.  Timor 1 ", " (0380) 21-234/5 ") == (
        UnitEntry("Camat Oe sapa", ZONE, "Jl. Timor 1", "(0380) 21-234/5")
    )
    assert edit.unit("Ca", "Asia/Jayapura", " ", None) == UnitEntry("Ca", "Asia/Jayapura")
    assert edit.unit("x" * 200, ZONE, "a" * 300, "1" * 40).phone == "1" * 40
    assert edit.instansi("Dukcapil", "ttskab.go.id", " # 1E88E5 ") == InstansiEntry(
        "Dukcapil", "https://ttskab.go.id", "#1e88e5"
    )
    assert edit.instansi("Dukcapil", "http://a.id", "1e88e5").website == "http://a.id"
    assert edit.instansi("Dukcapil", " ", None) == InstansiEntry("Dukcapil")
    assert edit.name_of(" Loket  1 ") == "Loket 1"
    assert edit.reason(" lima5 ") == "lima5"
    assert edit.reason("x" * 500) == "x" * 500


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            lambda: edit.unit("x", "Asia/Tokyo", "a" * 301, "nol"),
            {
                "name": "Tulis namanya, paling sedikit dua huruf.",
                "timezone": "Pilih zona waktu dari daftar.",
                "address": "Paling panjang 300 huruf; yang ini 301.",
                "phone": "Tulis nomor telepon dengan angka, misalnya (0388) 21234.",
            },
        ),
        (
            lambda: edit.unit("x" * 201, ZONE, None, "1" * 41),
            {
                "name": "Nama paling panjang 200 huruf; yang ini 201.",
                "phone": "Paling panjang 40 huruf; yang ini 41.",
            },
        ),
        (
            lambda: edit.instansi("", "a b.id", "#12345"),
            {
                "name": "Tulis namanya, paling sedikit dua huruf.",
                "website": "Tulis alamat situs, misalnya https://dukcapil.ttskab.go.id.",
                "colour": "Tulis warna dengan enam angka heksadesimal, misalnya #1e88e5.",
            },
        ),
        (
            lambda: edit.instansi("Dukcapil", "x" * 201),
            {"website": "Paling panjang 200 huruf; yang ini 201."},
        ),
        (
            lambda: edit.name_of("x", "loket"),
            {"loket": "Tulis namanya, paling sedikit dua huruf."},
        ),
        (lambda: edit.name_of(""), {"name": "Tulis namanya, paling sedikit dua huruf."}),
        (
            lambda: edit.reason("lima"),
            {"reason": "Tulis alasannya dengan beberapa kata; alasan ini masuk catatan audit."},
        ),
        (
            lambda: edit.reason("x" * 501),
            {"reason": "Paling panjang 500 huruf; yang ini 501."},
        ),
        (
            lambda: edit.lines("a", "services"),
            {"services": "Baris “a” terlalu pendek atau lebih dari 200 huruf."},
        ),
        (
            lambda: edit.lines("x" * 201, "services"),
            {"services": f"Baris “{'x' * 60}” terlalu pendek atau lebih dari 200 huruf."},
        ),
        (
            lambda: edit.lines("KTP\nktp", "services"),
            {"services": "Baris “ktp” tertulis dua kali. Hapus salah satunya."},
        ),
        (
            lambda: edit.lines("KTP", "services", {"ktp": "KTP"}),
            {"services": "“KTP” sudah ada di unit ini. Hapus barisnya, atau beri nama lain."},
        ),
        (
            lambda: edit.lines("\n".join(f"Loket {at}" for at in range(61)), "points"),
            {"points": "Paling banyak 60 baris sekali simpan; yang ini 61."},
        ),
        (
            lambda: edit.together(
                lambda: edit.name_of("", "a"), lambda: None, lambda: edit.name_of("", "b")
            ),
            dict.fromkeys("ab", "Tulis namanya, paling sedikit dua huruf."),
        ),
    ],
)
def test_all_that_is_wrong_of_a_place_is_told_at_once(
    check: Callable[[], object], told: dict[str, str]
) -> None:
    assert wrong(check) == told


@pytest.mark.parametrize(
    "website", ["ftp://a.id", "https://kantor", "https://a. id", "https://[a.id", "https://"]
)
def test_no_site_has_such_an_address(website: str) -> None:
    assert list(wrong(lambda: edit.instansi("Dukcapil", website))) == ["website"]


def test_names_come_one_a_line_in_the_order_written() -> None:
    assert edit.lines(" Loket 2 \n\n Loket 1\r\nab", "points") == ("Loket 2", "Loket 1", "ab")
    assert edit.lines("x" * 200, "points") == ("x" * 200,)
    assert edit.lines(None, "points") == edit.lines(" \n ", "points") == ()
    assert len(edit.lines("\n".join(f"Loket {at}" for at in range(60)), "points")) == 60
    edit.together(lambda: None, lambda: edit.name_of("Loket"))


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("id", True), ("id en jv!", True), ("en", False), ("id  en", False), (" id", False),
        ("id id", False), ("id id!", False), ("id EN", False), ("id x", False),
        ("id " + " ".join(f"a{one}" for one in "bcdefghijkl"), True),
        ("id " + " ".join(f"a{one}" for one in "bcdefghijklm"), False),
        ("id ab-cdefg", True), ("id abcd-efgh", False), ("id abcdefgh", True),
    ],
)  # fmt: skip
def test_languages_are_listed_once_each_and_indonesian_is_one(value: str, fits: bool) -> None:
    assert languages.is_list(value) is fits


def test_what_was_saved_meanwhile_is_shown_field_by_field() -> None:
    stale = StaleEdit(3, {"name": "A", "phone": None}, {"name": "B", "phone": None, "site": "x"})
    assert stale.version == 3
    assert stale.differences == (Difference("name", "A", "B"), Difference("site", None, "x"))


def node(number: int, name: str, parent: int | None = None, instansi: int = 1) -> Node:
    return Node(number, f"u{number}", name, parent, instansi, "AB"[instansi - 1], "i", ZONE)


TREE = Tree(
    [
        node(1, "Dinas"), node(2, "Zeta", 1), node(3, "Alfa", 1), node(4, "Bawah", 2),
        node(5, "Lain", None, 2), node(6, "Yatim", 99), node(7, "Putar", 8), node(8, "Balik", 7),
    ]
)  # fmt: skip


def test_units_stand_under_their_parents_and_know_who_is_above() -> None:
    assert [one.id for one in TREE] == [7, 1, 3, 2, 4, 8, 6, 5]
    assert TREE[4].name == "Bawah"
    assert [TREE.path(one) for one in (4, 1, 6, 7, 99)] == [(4, 2, 1), (1,), (6,), (7, 8), ()]
    assert TREE.spot(4) == Spot(1, (4, 2, 1))
    assert TREE.spot_at("instalasi", 0) == INSTALLATION
    assert TREE.spot_at(Level.INSTANSI, 2) == Spot(2)
    assert TREE.spot_at(Level.UNIT, 5) == Spot(2, (5,))
    assert TREE.spot_at(Level.UNIT, 99) is None
    assert TREE.below(2) == (2, 4)
    assert [one.id for one in TREE.children(1)] == [3, 2]
    assert [TREE.depth(4, shown) for shown in ([], [4], [1], [1, 2, 3])] == [0, 0, 1, 2]


def actor(*grants: Grant, second: bool = False) -> Actor:
    return Actor(7, "p7", "Maria", "m@a.id", grants, second)


HEAD = Grant(Role.HEAD, Level.UNIT, 4)
GUEST = Grant(Role.EVALUATOR, Level.UNIT, 4)
ADMIN = Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, 1)
INSPECTOR = Grant(Role.INSPECTORATE, Level.INSTANSI, 1)


def test_a_person_is_what_was_granted() -> None:
    head = actor(HEAD, HEAD, GUEST)
    assert head.roles == (Role.HEAD, Role.EVALUATOR)
    assert head.may(Action.SIT_AT_DESK, Spot(1, (4, 2, 1)))
    assert not head.may(Action.SIT_AT_DESK, Spot(1, (3, 1)))
    assert head.may_anywhere(Action.SIT_AT_DESK)
    assert not actor().may_anywhere(Action.SIT_AT_DESK)
    assert actor(ADMIN).must_enrol
    assert not actor(ADMIN, second=True).must_enrol
    assert not actor(GUEST).must_enrol or actor(GUEST).is_guest
    assert [actor(*held).is_guest for held in ((), (GUEST,), (GUEST, HEAD))] == [False, True, False]


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            lambda: staffing.check_level(Role.INSTALLATION_ADMIN, Level.UNIT),
            "Peran Administrator instalasi diberikan untuk: instalasi.",
        ),
        (
            lambda: staffing.check_level(Role.HEAD, Level.INSTALLATION),
            "Peran Kepala unit diberikan untuk: instansi, unit.",
        ),
        (
            lambda: staffing.check_appointment(actor(), Role.HEAD, Spot(1)),
            "Anda tidak dapat memberi atau mengakhiri peran Kepala unit di sana.",
        ),
        (
            lambda: staffing.check_not_self(actor(), 7),
            "Peran dan akun sendiri hanya dapat diubah oleh orang lain.",
        ),
        (
            lambda: staffing.check_whole(actor(HEAD), {ADMIN: Spot(1)}),
            "Anda tidak dapat memberi atau mengakhiri peran Administrator instansi di sana.",
        ),
    ],
)
def test_nobody_appoints_where_he_may_not(check: Callable[[], None], told: str) -> None:
    with pytest.raises((staffing.WrongLevel, staffing.OwnRole, NotAllowed)) as refused:
        check()
    assert str(refused.value) == told


def test_the_operator_and_others_appoint() -> None:
    for role, level in ((Role.INSTANSI_ADMIN, Level.INSTANSI), (Role.HEAD, Level.UNIT)):
        staffing.check_level(role, level)
    staffing.check_appointment(None, Role.INSTALLATION_ADMIN, INSTALLATION)
    staffing.check_appointment(actor(ADMIN), Role.COMPLAINT_OFFICER, Spot(1, (4, 2, 1)))
    staffing.check_not_self(None, 7)
    staffing.check_not_self(actor(), 8)
    staffing.check_whole(None, {ADMIN: Spot(1)})
    officer = Grant(Role.COMPLAINT_OFFICER, Level.UNIT, 4)
    staffing.check_whole(actor(ADMIN), {officer: Spot(1, (4, 2, 1))})


PLACE = Spot(1, (4, 2, 1))


@pytest.mark.parametrize(
    ("accused", "grants", "known"),
    [
        (Accused(), (), True),
        (Accused(frozenset({9})), (), False),
        (Accused(frozenset({9})), (HEAD,), False),
        (Accused(frozenset({9})), (INSPECTOR,), True),
        (Accused(frozenset({7})), (INSPECTOR,), False),
        (Accused(units=frozenset({4})), (INSPECTOR,), True),
        (Accused(units=frozenset({4})), (INSPECTOR, GUEST), False),
        (Accused(units=frozenset({5})), (INSPECTOR, GUEST), True),
        (Accused(units=frozenset({1})), (INSPECTOR,), True),
        (Accused(frozenset({9})), (INSPECTOR, HEAD), False),
        (Accused(frozenset({9})), (INSPECTOR, replace(HEAD, place_id=3)), True),
        (Accused(frozenset({9})), (replace(INSPECTOR, place_id=2),), False),
    ],
)
def test_a_case_that_names_somebody_is_hidden_from_all_who_are_close(
    accused: Accused, grants: tuple[Grant, ...], known: bool
) -> None:
    assert may_know(7, grants, PLACE, accused) is known
    assert bool(accused) is bool(accused.people or accused.units)
    assert conflict.Accused(units=frozenset({1}))


def test_a_key_of_one_purpose_opens_nothing_of_another() -> None:
    keys = Keys("rahasia")
    day = NOW.date()
    made = [
        keys.seal, keys.of("a"), keys.account("a"), keys.device("a"), keys.code(1),
        keys.network("10.0.0.1", day), keys.network("10.0.0.1", day + timedelta(days=1)),
        keys.accused(1, "orang", 2), keys.accused(1, "unit", 2), keys.accused(2, "orang", 2),
    ]  # fmt: skip
    assert len(set(made)) == len(made)
    assert {len(one) for one in made} == {32}
    assert keys.network("10.0.0.1", day) == keys.network("10.0.0.254", day)
    assert [network_of(one) for one in ("10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1", "x")] == [
        "10.1.2.0/24", "10.1.2.0/24", "2001:db8::/64", "lain"
    ]  # fmt: skip


SOUND = Condition(NOW, 50, 15, False, 300)
TABLET = Tablet(1, "Depan", "A", "Loket", 1, NOW, None, None, SOUND, False, True, 0)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"is_silent": True}, (Trouble.SILENT,)),
        ({"parked": 1}, (Trouble.PARKED,)),
        ({"condition": replace(SOUND, waiting=51)}, (Trouble.CROWDED,)),
        ({"condition": replace(SOUND, battery=14)}, (Trouble.LOW,)),
        ({"condition": replace(SOUND, battery=14, charging=True)}, ()),
        ({"condition": replace(SOUND, battery=None)}, ()),
        ({"condition": replace(SOUND, shift=301)}, (Trouble.CLOCK,)),
        ({"condition": replace(SOUND, shift=-301)}, (Trouble.CLOCK,)),
        (
            {"condition": Condition(None, 99, 1, None, 999), "is_silent": True, "parked": 2},
            tuple(Trouble),
        ),
        (
            {
                "condition": Condition(None, 99, 1, None, 999), "is_silent": True, "parked": 2,
                "revoked_at": NOW,
            },
            (Trouble.PARKED,),
        ),
    ],
)  # fmt: skip
def test_a_tablet_s_troubles_come_the_most_pressing_first(
    changed: dict[str, Any], found: tuple[Trouble, ...]
) -> None:
    assert replace(TABLET, **changed).troubles == found


def test_a_tablet_is_missed_while_its_office_is_open() -> None:
    opened = NOW - 30 * MINUTE
    office = Opening(is_open=True, since=opened, until=None)

    def missed(seen: datetime | None, known: datetime, where: Opening = office) -> bool:
        return tablet_watch.is_missed(where, seen, known, NOW, 20)

    old = NOW - timedelta(days=9)
    assert missed(NOW - 20 * MINUTE, old)
    assert not missed(NOW - 19 * MINUTE, old)
    assert missed(None, old)
    assert not missed(None, NOW - 19 * MINUTE)
    assert not missed(old, old, Opening(is_open=True, since=NOW - 19 * MINUTE, until=None))
    assert not missed(old, old, Opening(is_open=False, since=opened, until=None))
    assert not missed(old, old, Opening(is_open=True, since=None, until=None))


def test_why_an_item_was_set_aside_is_told_in_words() -> None:
    told = tablet_watch.reason_in_words
    assert (
        told("InvalidAnswer: layanan")
        == told("InvalidTap")
        == ("Ada isian yang tidak dapat diterima, misalnya layanan yang sudah ditutup.")
    )
    assert told("ChangedSubmission") == "Kiriman lain dengan kunci yang sama sudah masuk."
    assert told("Lain: x") == "Kiriman ini belum dapat diterima."
    assert device.tidy_code("7f3k 9qwx") == "7F3K9QWX"
    assert device.tidy_code("7f3k 9qw") is None
    assert device.tidy_code("7f3k 9qwxa") is None


def test_one_counter_fills_its_sheet_and_several_share_it() -> None:
    paper = poster.Paper
    assert [one.per_page for one in paper] == [1, 1, 8]
    assert [one.label for one in paper] == [
        "A4, untuk dinding", "A6, untuk meja loket", "Lembar A4 berisi delapan, untuk dipotong"
    ]  # fmt: skip
    assert poster.on_pages(["a"], paper.SHEET) == [["a"] * 8]
    assert poster.on_pages(["a"], paper.A6) == [["a"]]
    assert poster.on_pages([*"abc"], paper.A4) == [["a"], ["b"], ["c"]]
    assert poster.on_pages([*"abcdefghi"], paper.SHEET) == [[*"abcdefgh"], ["i"]]


@pytest.mark.parametrize(
    ("text", "fits"),
    [("#1e88e5", True), ("#1E88E5", False), ("1e88e5", False), ("#1e88e5a", False), ("", False)],
)
def test_a_colour_has_six_small_figures(text: str, fits: bool) -> None:
    assert ramp.is_colour(text) is fits
    if not fits:
        with pytest.raises(ValueError, match="no colour"):
            ramp.ramp_of(text)
