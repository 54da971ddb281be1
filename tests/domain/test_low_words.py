"""Words of low scores name no person and tell of nobody alone."""

from __future__ import annotations

import random

import pytest

from kiosk.domain.complaint.named_people import one_slip
from kiosk.domain.survey.masking import COVER, Mask
from kiosk.domain.survey.words import Remark, counted, low_scores

MASK = Mask(["Maria Dewi Lestari, S.Sos", "Yohanes Bria", "Kornelis Tefa", "Bintang Lama"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("NIK saya 5371 0123 4567 8901 salah", f"NIK saya {COVER} salah"),
        ("hubungi 0812-3456-7890 atau +62 812 345 678", f"hubungi {COVER} atau {COVER}"),
        ("0812.345.678.90", COVER),
        ("rekening 1234567890 BRI", f"rekening {COVER} BRI"),
        ("surel ani.b@gmail.com dan ig @ani_b", f"surel {COVER} dan ig {COVER}"),
        ("mobil DH 1234 AB dan b 77 xyz parkir", f"mobil {COVER} dan {COVER} parkir"),
        ("pak yohanes marah", f"pak {COVER} marah"),
        ("Pak Bertus Nahak marah", f"Pak {COVER} {COVER} marah"),
        ("PAK BUDI TIDAK RAMAH", f"PAK {COVER} TIDAK RAMAH"),
        ("Bapak/Ibu Sdr. Joko lama", f"Bapak/Ibu Sdr. {COVER} lama"),
        ("petugas bernama rosalinda ketus", f"petugas bernama {COVER} ketus"),
        ("Petugas Andre kasar", f"Petugas {COVER} kasar"),
        ("maria tidak ada, kornelius juga", f"{COVER} tidak ada, {COVER} juga"),
    ],
)
def test_personal_data_is_covered(written: str, shown: str) -> None:
    assert MASK.covered(written) == shown


def test_a_flood_of_unknown_words_is_read_without_trying_each_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Name by name it took eleven seconds for a thousand comments of an office of sixty."""
    from kiosk.domain.survey import masking

    tried: list[str] = []

    def counting(one: str, other: str) -> bool:
        tried.append(one)
        return one_slip(one, other)

    monkeypatch.setattr(masking, "one_slip", counting)
    chance = random.Random(7)
    letters = "abdeghiklmnoprstu"
    names = ["".join(chance.choices(letters, k=7)) for _ in range(200)]
    words = ["".join(chance.choices(letters, k=7)) for _ in range(2_000)]
    Mask(names).covered(" ".join(words))
    assert len(tried) < 2_000


@pytest.mark.parametrize(
    "written",
    [
        "petugas ramah sekali", "Ibu hamil harus antre lama", "ibu saya sakit",
        "bayar Rp150.000 padahal tarifnya 50.000", "buka jam 08.00-10.00 saja",
        "saya ke 2 kali dan di 2024 juga", "bintang lima, tidak lama", "Bapak yang di loket 3",
    ],
)  # fmt: skip
def test_what_names_nobody_stays(written: str) -> None:
    assert MASK.covered(written) == written


def remarks(*given: tuple[str, int], low: str = "waktu") -> list[Remark]:
    return [Remark(text, frozenset({low})) for text, many in given for _ in range(many)]


def test_words_are_counted_by_people_in_any_form() -> None:
    found = counted(
        [
            *remarks(("antrian lama lama lama", 3), ("antreannya panjang", 2)),
            *remarks(("loket rusak, antre", 4), low="sarana"),
        ],
        5, 9, 9,
    )  # fmt: skip
    [row] = [one for one in found.rows if one.respondents == 9]
    assert row.word == "antre"
    assert row.unsur == ("waktu",), "four are too few to say sarana"
    assert [one.word for one in found.rows] == ["antre"], "lama was written by three people"


def test_what_fewer_wrote_is_nowhere() -> None:
    found = counted(remarks(("toilet jorok sekali bau", 4)), 5, 4, 4)
    assert (found.rows, found.comments, found.texts) == ((), (), 4)


def test_comments_to_print_are_some_and_in_no_order_of_time() -> None:
    texts = [(f"antrean nomor {number} lama dan panas", 1) for number in range(30)]
    given = remarks(*texts, ("lama", 3))
    found = counted(given, 5, 33, 33)
    assert len(found.comments) == 12
    assert counted(given[::-1], 5, 33, 33).comments == found.comments
    assert list(found.comments) != [text for text, _ in texts[:12]]
    assert "lama" not in found.comments
    assert len(counted(remarks(("panas sekali loketnya " * 40, 6)), 5, 6, 6).comments[0]) <= 400


def test_low_is_the_lower_half_of_the_scale() -> None:
    assert low_scores([("a", 1), ("b", 2), ("c", 3), ("d", 4)], 1, 4) == {"a", "b"}
    assert low_scores([("a", 3), ("b", 4)], 1, 6) == {"a"}
