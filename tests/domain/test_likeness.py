"""Suggesting the complaint that tells the same matter."""

import json
import time
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.complaint.indonesian import stem_of, tokens
from kiosk.domain.complaint.likeness import Likeness, Suggestion, Telling, suggest

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "similar-complaints.json").read_text("utf-8")
)
DAY = date(2026, 3, 2)


def telling(name: str, raw: dict[str, str]) -> Telling:
    day = date.fromisoformat(raw["day"])
    return Telling(name, raw["title"], raw["body"], raw["service"], day)


def made(name: str, body: str, service: str = "ktp-el", day: date = DAY) -> Telling:
    return Telling(name, "", body, service, day)


def candidates() -> list[Telling]:
    """Every first telling, held out or not, among all the distractors."""
    firsts = [
        telling(f"{kind}-{number}", pair["first"])
        for kind in ("pairs", "held_out")
        for number, pair in enumerate(CASES[kind])
    ]
    return firsts + [telling(f"other-{n}", raw) for n, raw in enumerate(CASES["distractors"])]


def ranks(kind: str) -> list[int | None]:
    """Of each second telling: the place of its first among the first three."""
    index = Likeness(candidates())
    found = []
    for number, pair in enumerate(CASES[kind]):
        names = [one.id for one in index.suggest(telling("new", pair["second"]))]
        wanted = f"{kind}-{number}"
        found.append(names.index(wanted) if wanted in names else None)
    return found


def test_the_written_cases_are_as_many_as_promised() -> None:
    assert len(CASES["pairs"]) == 50
    assert len(CASES["held_out"]) == 15
    assert len(CASES["distractors"]) >= 150
    assert {raw["service"] for raw in CASES["distractors"]} >= {
        pair["first"]["service"] for pair in CASES["pairs"]
    }


def test_the_right_one_is_among_the_first_three_in_four_of_five_pairs() -> None:
    found = ranks("pairs")
    assert sum(rank is not None for rank in found) >= 0.8 * len(found)
    assert found.count(0) >= 0.7 * len(found)


def test_pairs_written_after_the_weights_do_as_well() -> None:
    found = ranks("held_out")
    assert sum(rank is not None for rank in found) >= 0.8 * len(found)


def test_without_service_or_day_the_words_still_suffice() -> None:
    index = Likeness(candidates())
    hits = 0
    for number, pair in enumerate(CASES["pairs"]):
        bare = telling("new", {**pair["second"], "service": "", "day": "2020-01-01"})
        hits += f"pairs-{number}" in [one.id for one in index.suggest(bare)]
    assert hits >= 40


def test_three_hundred_candidates_take_less_than_thirty_milliseconds() -> None:
    many = (candidates() * 2)[:300]
    new = telling("new", CASES["pairs"][0]["second"])
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        suggest(new, many)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.03


def test_the_reason_names_the_words_in_common_as_written() -> None:
    old = made("a", "Antrean sangat panjang dan petugas lambat sekali")
    found = suggest(made("new", "antri pnjang, pegawai lambat"), [old])
    assert set(found[0].words) >= {"antre", "pegawai", "lambat"}


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Blanko ktp sonde ada", "Blangko KTP-el kosong"),
        ("beta su bayar 50rb", "Saya sudah membayar lima puluh ribu"),
        ("dimintai uang Rp50.000", "pungutan 50 ribu"),
        ("mati lampu trus", "listrik padam"),
        ("dimarahi staf", "petugas membentak"),
        ("kursii rodaaa", "kursi roda"),
        ("perekamn sidik jarii", "perekaman sidik jari"),
    ],
)
def test_chat_and_kupang_malay_meet_the_baku_words(new: str, old: str) -> None:
    other = made("b", "Toilet puskesmas kotor sekali")
    assert [one.id for one in suggest(made("new", new), [other, made("a", old)])][:1] == ["a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("antrean", "mengantre"), ("bayarkan", "membayar"), ("kirimkan", "mengirim"),
     ("tunggu", "menunggu"), ("pilih", "pemilih"), ("tulisnya", "menulis"), ("urus", "diurus"),
     ("pegawai", "petugas"), ("sampul", "menyampul")],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other) != ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lima puluh ribu", ["50000"]),
        ("Rp50.000", ["rp", "50000"]),
        ("50rb", ["50000"]),
        ("e-KTP, EKTP, KTP-el", ["ktp", "ktp", "ktp"]),
        ("KK sy blm jd", ["kartu", "keluarga", "saya", "belum", "jadi"]),
        ("sonde pi", ["tidak", "pergi"]),
        ("bolak-balik 3x", ["bolak", "kembali", "3", "x"]),
        ("lamaaaa", ["lama"]),
        ("", []),
    ],
)
def test_tokens(text: str, wanted: list[str]) -> None:
    assert tokens(text) == wanted


def test_a_sum_without_end_does_not_grow_without_end() -> None:
    assert all(len(word) < 25 for word in tokens("9 " + "juta " * 9000))


def test_the_same_service_and_near_days_decide_between_equals() -> None:
    body = "Blangko habis"
    far = made("far", body, day=date(2026, 1, 2))
    other = made("other", body, service="kk")
    near = made("near", body)
    found = suggest(made("new", body), [far, other, near])
    assert found[0].id == "near"
    assert (found[0].same_service, found[0].days_apart) == (True, 0)


def test_service_and_day_alone_suggest_nothing() -> None:
    assert suggest(made("new", "Toilet bau"), [made("a", "Dokter terlambat")]) == ()


def test_nothing_is_suggested_without_words_or_candidates() -> None:
    assert suggest(made("new", "yang dan di"), [made("a", "Dokter")]) == ()
    assert suggest(made("new", "Dokter"), []) == ()


def test_a_complaint_is_never_suggested_to_itself() -> None:
    assert suggest(made("a", "Dokter tidak ada"), [made("a", "Dokter tidak ada")]) == ()


def test_equal_ones_stand_in_the_order_given_every_time() -> None:
    same = [made(name, "Dokter tidak ada di tempat") for name in "cabd"]
    again = [suggest(made("new", "dokter tidak ada di tempat"), same) for _ in range(3)]
    assert [one.id for one in again[0]] == ["c", "a", "b"]
    assert again[0] == again[1] == again[2]
    assert all(isinstance(one, Suggestion) for one in again[0])
