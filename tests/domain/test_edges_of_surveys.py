"""A form, a face, a sheet of paper, a file: what is refused in which words, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from kiosk.domain.index.importance import importance
from kiosk.domain.index.tally import of_scores
from kiosk.domain.place.point import ServiceCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import exclusion, file_map, mapped, paper, profile, recording, tap
from kiosk.domain.survey.answer import InvalidAnswer, SurveyForm, form_of
from kiosk.domain.survey.exclusion import Deed, Kept
from kiosk.domain.survey.file_map import FileMap, InvalidMap
from kiosk.domain.survey.masking import COVER, Mask
from kiosk.domain.survey.paper import Layout, SheetState
from kiosk.domain.survey.sheet import InvalidSheet
from kiosk.domain.survey.visit import VisitCount
from kiosk.flows.steps import load_instrument

SKM = load_instrument("skm-2017")
ITEMS = list(SKM.items)
KTP, KK = ServiceCard(1, "ktp", "KTP"), ServiceCard(2, "kk", "Kartu Keluarga", asks_fee=False)
FORM = SurveyForm((SKM,), (KTP, KK))
FIELDS = list(SKM.fields)
KEY = "k" * 22
SENT = {FIELDS[0]: ["3"], "layanan": ["ktp"], "kunci": [KEY]}


def test_a_form_is_read_whole() -> None:
    text = " Baik\r\nsekali\r "
    made = FORM.read(SENT | {"saran": [text], "jenis_kelamin": ["Pria"], "usia": ["30"]})
    (answer,) = made.answers
    assert answer.scores == {ITEMS[0]: 3}
    assert answer.sheet == answer.told == f"{SKM.items[ITEMS[0]].mark}3"
    assert (made.service, made.suggestion, made.key) == (KTP, "Baik\nsekali", KEY)
    assert made.profile == profile.pack({"jenis_kelamin": "L", "usia": "3"})
    assert len(made.key_bytes) == 16
    assert len(made.digest) == 8
    others = [{FIELDS[0]: ["4"]}, {"layanan": ["kk"]}, {"saran": ["x"]}, {"usia": ["30"]}]
    assert len({FORM.read(SENT | one).digest for one in (*others, {})}) == 5
    assert FORM.read(SENT | {"saran": ["x" * 2_000]}).suggestion == "x" * 2_000
    alone = SurveyForm((SKM,), (KTP,))
    assert alone.read({FIELDS[0]: [" 4 "], "kunci": [KEY]}).service == KTP


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (
            {"layanan": ["x"]},
            ("layanan", "Layanan ini tidak ada di loket ini. Pilih salah satu dari daftar."),
        ),
        ({"layanan": []}, ("layanan", "Pilih layanan yang Anda terima.")),
        ({FIELDS[0]: ["5"]}, (FIELDS[0], "Nilai harus 1 sampai 4.")),
        ({FIELDS[0]: ["0"]}, (FIELDS[0], "Nilai harus 1 sampai 4.")),
        ({FIELDS[0]: ["33"]}, (FIELDS[0], "Nilai harus 1 sampai 4.")),
        ({FIELDS[0]: ["²"]}, (FIELDS[0], "Nilai harus 1 sampai 4.")),
        ({FIELDS[0]: [""]}, (FIELDS[0], "Pilih sedikitnya satu penilaian.")),
        (
            {FIELDS[1]: ["3", "4"]},
            (FIELDS[1], "Isian ini terkirim lebih dari satu kali. Pilih satu saja."),
        ),
        (
            {"x" * 50: ["1"]},
            ("", f'Isian "{"x" * 40}" tidak ada pada formulir ini.'),
        ),
        (
            {"saran": ["a\x00b"]},
            ("saran", "Saran memuat karakter yang tidak dapat disimpan. Hapus, lalu kirim lagi."),
        ),
        (
            {"saran": ["x" * 2_001]},
            ("saran", "Saran terlalu panjang: 2001 karakter. Paling banyak 2000."),
        ),
        (
            {"jenis_kelamin": ["x"]},
            ("jenis_kelamin", "Pilihan ini tidak dikenal. Pilih dari daftar, atau kosongkan."),
        ),
        (
            {"kunci": ["x"]},
            ("kunci", "Formulir ini tidak lengkap. Isian Anda masih ada: kirim sekali lagi."),
        ),
    ],
)
def test_what_is_wrong_with_a_form_is_told_by_its_field(
    sent: dict[str, list[str]], told: tuple[str, str]
) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        FORM.read(SENT | sent)
    assert [(one.field, str(one)) for one in refused.value.problems] == [told]
    assert str(refused.value) == "Jawaban belum dapat disimpan. Perbaiki bagian yang ditandai."


def test_a_service_without_a_fee_leaves_its_unsur_blank() -> None:
    fee = next(field for field, item in SKM.fields.items() if item.unsur == "biaya")
    (answer,) = FORM.read(SENT | {fee: ["4"], "layanan": ["kk"]}).answers
    assert list(answer.scores) == [ITEMS[0]]
    assert form_of((), (KTP,)) is None
    assert form_of((SKM,), ()) is None
    assert form_of((SKM,), (KTP,)) is form_of((SKM,), (KTP,))


@pytest.mark.parametrize(
    ("field", "text", "mark"),
    [
        (profile.GENDER, " laki  LAKI ", "L"), (profile.GENDER, " ", ""),
        (profile.GENDER, "x", None), (profile.AGE, "16", "1"), (profile.AGE, "17", "2"),
        (profile.AGE, "25", "2"), (profile.AGE, "26", "3"), (profile.AGE, "65", "6"),
        (profile.AGE, "99999", profile.AGE.read("9999")), (profile.AGE, "²", None),
    ],
)  # fmt: skip
def test_what_a_respondent_says_of_itself_is_kept_coarse(
    field: profile.ProfileField, text: str, mark: str | None
) -> None:
    assert field.read(text) == mark


def test_a_face_is_one_of_four() -> None:
    sound = {"wajah": ["3"], "kunci": [KEY]}
    made = tap.read(sound)
    assert (made.face, made.key) == (3, KEY)
    assert (len(made.key_bytes), len(made.digest)) == (16, 8)
    assert made.digest != tap.read(sound | {"wajah": ["4"]}).digest
    assert made.key_bytes != replace(made, key="l" * 22).key_bytes
    unfit: list[dict[str, list[str]]] = [
        {"wajah": ["5"]}, {"wajah": ["0"]}, {"wajah": ["3", "3"]}, {"wajah": []},
        {"kunci": ["x"]}, {"kunci": [KEY, KEY]}, {"lain": ["1"]},
    ]  # fmt: skip
    for wrong in unfit:
        with pytest.raises(tap.InvalidTap, match=r"^Pilih salah satu dari empat wajah\.$"):
            tap.read(sound | wrong)
    with pytest.raises(tap.InvalidTap):
        tap.read({"kunci": [KEY]})


LAYOUT = Layout({"skm-2017": "ab"}, (3, 1), {"usia": ("<17", "17-25")}, "acak", 1)


def test_what_was_printed_is_kept_as_one_text() -> None:
    text = LAYOUT.document()
    assert text == (
        '{"instruments":{"skm-2017":"ab"},"services":[3,1],'
        '"options":{"usia":["<17","17-25"]},"order":"acak","notice":1}'
    )
    assert paper.of_document(text).document() == text
    assert paper.of_document(text).version == LAYOUT.version
    assert len(LAYOUT.version) == 12
    assert replace(LAYOUT, order="x").version != LAYOUT.version
    assert paper.options_now()["jenis_kelamin"] == ["L", "P"]
    assert list(paper.options_now()) == [one.name for one in profile.FIELDS]
    assert [(one.label, one.is_over) for one in SheetState] == [
        ("Dicetak, belum diketik", False), ("Menunggu orang kedua", False),
        ("Isian berbeda", False), ("Masuk", True), ("Dibatalkan", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (lambda: paper.check_count(0), f"Cetak 1 sampai {paper.MOST} lembar sekaligus."),
        (
            lambda: paper.check_count(paper.MOST + 1),
            f"Cetak 1 sampai {paper.MOST} lembar sekaligus.",
        ),
        (lambda: paper.clean_reason("sembilan."), "Tulis alasan dengan 10 sampai 500 karakter."),
        (lambda: paper.clean_reason("x" * 501), "Tulis alasan dengan 10 sampai 500 karakter."),
        (
            lambda: recording.checked(b"ID3" + b"x" * 999_998),
            "lebih besar dari 1 MB. Rekam lebih pendek, atau simpan sebagai Opus.",
        ),
        (lambda: recording.checked(b"x"), "bukan rekaman Ogg, MP3, atau M4A."),
        (
            lambda: mapped.table_of(FileMap("skm-2017", header=0), [[1]]),
            "Baris judul tidak ada di lembar ini.",
        ),
        (
            lambda: mapped.table_of(FileMap("skm-2017", header=2), [[1]]),
            "Baris judul tidak ada di lembar ini.",
        ),
        (
            lambda: file_map.check(FileMap("skm-2017", header=1), SKM),
            "Belum ada kolom yang menjadi unsur. Pilih sedikitnya satu.",
        ),
        (
            lambda: file_map.check(
                FileMap("skm-2017", header=1, columns={0: ITEMS[0], 2: ITEMS[0]}), SKM
            ),
            "Dua kolom dipilih untuk Persyaratan. Pilih satu saja; yang lain tidak dipakai.",
        ),
        (
            lambda: file_map.check(
                FileMap("skm-2017", header=1, columns={0: ITEMS[0]}, words={"x" * 50: 5}), SKM
            ),
            f'Nilai untuk "{"x" * 40}" di luar skala.',
        ),
        (
            lambda: file_map.check(
                FileMap("skm-2017", header=1, columns={0: ITEMS[0]}, scale="x"), SKM
            ),
            "Cara membaca skala tidak dikenal.",
        ),
    ],
)
def test_a_paper_or_a_file_that_does_not_fit_is_refused_in_words(
    check: Callable[[], object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = (paper.UnfitOrder, paper.UnfitSheet, recording.UnusableRecording, InvalidSheet,
             InvalidMap)  # fmt: skip
    if "rekam" in told.lower():
        # These two stand behind the name of a file, and begin small.
        monkeypatch.setattr(Refusal, "__init__", plain)
    with pytest.raises(kinds) as refused:
        check()
    assert str(refused.value) == told


def plain(self: Refusal, template: str, **values: object) -> None:
    """As a refusal is made where no test looks at its words."""
    self.template, self.values = template, values


def test_what_just_fits_is_taken() -> None:
    paper.check_count(1)
    paper.check_count(paper.MOST)
    assert paper.clean_reason(" sepuluh\0  ya ") == "sepuluh ya"
    assert len(paper.clean_reason("x" * 500)) == 500
    table = mapped.table_of(FileMap("skm-2017", header=2), [["x"], ["U1", "U2"], [1, 2], [3, 4]])
    assert list(table.body) == [(3, [1, 2]), (4, [3, 4])]
    only = mapped.table_of(FileMap("skm-2017", header=1), [["U1"]])
    assert list(only.body) == []


def test_the_row_of_titles_is_the_one_that_reads_like_titles() -> None:
    rows: list[list[object]] = [["Rekap", None], ["U1", "U2", "x"], [1, 2, "y"]]
    assert mapped.header_of(SKM, rows) == 2
    assert mapped.header_of(SKM, [rows[2][:2], [None]]) == 0
    assert mapped.header_of(SKM, [["a", "b"], ["c", "d"]]) == 1
    assert mapped.header_of(SKM, []) == 0


def test_the_last_two_unsur_stand_as_was_said() -> None:
    first, second = mapped.ORDERED
    made = FileMap("skm-2017", header=1, columns={4: first, 2: second, 1: ITEMS[0]})
    assert mapped.ordered(made) == made
    said = mapped.ordered(replace(made, order=second))
    assert said.columns == {1: ITEMS[0], 2: second, 4: first}
    turned = mapped.ordered(replace(made, order=first))
    assert turned.columns == {1: ITEMS[0], 2: first, 4: second}
    lone = replace(made, order=first, columns={4: second})
    assert mapped.ordered(lone) == lone


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"OggS", recording.OGG), (b"xxxxftyp", recording.M4A), (b"ID3", recording.MP3),
        (b"\xff\xfb", recording.MP3), (b"\xff\xe2", recording.MP3), (b"\xff\xeb", None),
        (b"\xff\xf9", None), (b"\xff", None), (b"\xfe\xfb", None), (b"\xff\xdb", None),
        (b"ftyp", None), (b"", None),
    ],
)  # fmt: skip
def test_a_recording_is_known_by_its_first_bytes(
    content: bytes, kind: recording.Kind | None
) -> None:
    assert recording.kind_of(content) is kind
    if kind is not None:
        assert recording.checked(content.ljust(recording.LARGEST, b"x")) is kind


ASKED = Deed("1", "usul-pengecualian", 7, '{"jawaban": [null, 5]}')
DECIDED = Deed("1", "putuskan-pengecualian", 8, '{"keputusan": [null, "setuju"]}')
WAITS = Kept(1, 5, 7, None, None)
OUT = Kept(1, 5, 7, "setuju", 8)


@pytest.mark.parametrize(
    ("kept", "deeds", "unproved"),
    [
        (WAITS, [ASKED], False), (OUT, [ASKED, DECIDED], False), (WAITS, [], True),
        (OUT, [ASKED], True), (OUT, [DECIDED], True),
        (replace(WAITS, answer=6), [ASKED], True), (replace(WAITS, asked_by=8), [ASKED], True),
        (replace(WAITS, number=2), [ASKED], True),
        (replace(OUT, decision="tolak"), [ASKED, DECIDED], True),
        (replace(OUT, decided_by=9), [ASKED, DECIDED], True),
        (replace(OUT, decided_by=None), [ASKED, DECIDED], True),
        (replace(OUT, decided_by=7), [ASKED, replace(DECIDED, actor=7)], True),
    ],
)  # fmt: skip
def test_an_exclusion_is_proved_by_two_people_in_the_record(
    kept: Kept, deeds: list[Deed], unproved: bool
) -> None:
    assert exclusion.unproved([kept], deeds) == ([kept.number] if unproved else [])


def test_importance_is_of_enough_people_and_each_unsur_of_those_who_said() -> None:
    low = [{ITEMS[0]: 4, ITEMS[1]: 2} for _ in range(29)] + [{ITEMS[0]: 1}]
    found = importance(SKM, of_scores(SKM, low), 5)
    assert found is not None
    assert (found.n, found.means) == (30, {SKM.items[ITEMS[0]].unsur: Fraction(117, 30)})
    assert importance(SKM, of_scores(SKM, low[:29]), 5) is None
    assert importance(SKM, of_scores(SKM, low), 31) is None


def test_a_rate_of_nothing_is_none() -> None:
    assert VisitCount().rate is None
    assert str(VisitCount(3, 2, 1).rate) == "66.7"


def test_a_name_with_a_slip_is_covered_and_an_everyday_word_is_not() -> None:
    mask = Mask(["Yohanes Seran", "Maria Indah"])
    for text, covered in (
        ("yohanes lama", True), ("yohanis lama", True), ("yohaness lama", True),
        ("johanes lama", True), ("pelayanan lama", False), ("pemandangan indah", False),
        ("Ibu Indah", True),
    ):  # fmt: skip
        assert (COVER in mask.covered(text)) is covered, text
