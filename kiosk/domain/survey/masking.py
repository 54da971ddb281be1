"""Personal data in free text, covered before anybody reads it in a report.

It errs towards covering: a word too many is a dot in a sentence, a name too few is a person.
"""

import re
from collections.abc import Iterable

from kiosk.domain.complaint.indonesian import STOP, bare, listed
from kiosk.domain.complaint.named_people import (
    DEGREES,
    LEAST,
    TITLES,
    TYPO_FROM,
    forms,
    one_slip,
)

COVER = "•••"

_MAIL = re.compile(
    r"\S{1,64}@\S{1,80}|\b(?:https?://|www\.)\S{1,200}|(?<!\S)@\w{2,40}", re.IGNORECASE
)
_PLATE = re.compile(
    r"\b(?:A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNRSTW]?|E[ABD]?|[FGHLMNRSTWZ]|K[BHTU]?|P[AB]?)"
    r"[ .-]?[0-9]{1,4}[ .-]?[A-Z]{1,3}\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"rp\.? ?[0-9][0-9.,]*"
    r"|(?<![0-9.,])(?:[1-9][0-9]{0,2}(?:[.,][0-9]{3}){1,3}|[0-2]?[0-9][.:][0-5][0-9])(?![.,]?[0-9])",
    re.IGNORECASE,
)
"""Sums of money and times of day."""
_NUMBER = re.compile(r"\+?[0-9](?:[ ./()-]{0,2}[0-9]){5,24}")
_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’][^\W\d_]{1,20})?\.?")
_PERSONAL = frozenset(
    listed(
        """
    pak bapak bpk bapa ibu bu bunda mama mas mbak kak kaka kakak adik ade abang bang om tante oma
    opa nona nyonya ny tuan tn sdr sdri saudara saudari haji hajjah usi bung nama bernama namanya
    inisial
    """
    )
)
"""After these a name follows however it is written; after the other titles only a capital says
so ("petugas ramah" is praise)."""
_PLAIN_AFTER = frozenset(
    listed(
        """
    saya kami kita yang di ini itu dan atau tidak sudah belum petugas pegawai loket kepala camat
    lurah dokter rumah guru hamil ibu bapak sekalian tolong mohon harus kurang sangat lebih ada
    semua semoga agar supaya jangan bisa juga
    """
    )
)
_EVERYDAY = frozenset(
    listed(
        """
    putri putra indah kasih setia damai jaya mulia berkat cahya cahaya surya bintang fajar hari
    senin minggu bulan raja ratu sari intan permata murni suci sabar tulus harapan sinar utama mega
    guntur angin tanah laut timur barat selatan utara kupang belu malaka alor rote sabu sumba flores
    ende sikka lembata manggarai ngada timor soe atambua jelita loket meja kursi antrean berkas
    bagian ruang ruangan kantor nomor orang anak rumah desa baik benar besar kecil lama baru ramah
    cepat bagus
    """
    )
)
"""Words that are names too: in small letters they are words."""


class Mask:
    """For one office: it knows the words of its people's names."""

    def __init__(self, staff_names: Iterable[str]) -> None:
        words = {word for name in staff_names for word in _plain(name).split()}
        self._names = {word for word in words if len(word) >= LEAST} - TITLES - DEGREES
        self._slips: dict[str, set[str]] = {}
        for name in {word for word in self._names if len(word) >= TYPO_FROM} - _EVERYDAY:
            for form in forms(name):
                self._slips.setdefault(form, set()).add(name)
        self._known: dict[str, bool] = {}

    def covered(self, text: str) -> str:
        """The text with `COVER` in place of numbers of persons, accounts, phones and vehicles,
        addresses of the net, and names."""
        return self._without_names(_without_numbers(_PLATE.sub(COVER, _MAIL.sub(COVER, text))))

    def _without_names(self, text: str) -> str:
        shouted = text.upper() == text
        before, parts, at = "", [], 0
        for found in _WORD.finditer(text):
            word = found[0]
            if self._is_name(word, before, shouted=shouted):
                parts += [text[at : found.start()], COVER]
                at = found.end() - word.endswith(".")
                # Of a name of several words the next has a capital too.
                before = "dr"
            else:
                before = _plain(word)
        return "".join([*parts, text[at:]])

    def _is_name(self, word: str, before: str, *, shouted: bool) -> bool:
        plain, is_capital = _plain(word), word[0].isupper() and not shouted
        if not plain or plain in TITLES:
            return False
        if before in _PERSONAL and plain not in _PLAIN_AFTER and plain not in STOP:
            return True
        if before in TITLES and is_capital and plain not in _PLAIN_AFTER:
            return True
        return self._is_staff(plain, is_capital=is_capital)

    def _is_staff(self, word: str, *, is_capital: bool) -> bool:
        if word in self._names:
            return is_capital or word not in _EVERYDAY
        if len(word) < TYPO_FROM - 1 or word in _EVERYDAY or word in STOP:
            return False
        if word not in self._known:
            self._known[word] = self._is_slip(word)
        return self._known[word]

    def _is_slip(self, word: str) -> bool:
        """Looked up, not tried name by name: a flood of words that nobody knows took minutes."""
        return any(
            one_slip(word, name) for form in forms(word) for name in self._slips.get(form, ())
        )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", bare(text)))


def _without_numbers(text: str) -> str:
    """Long numbers, however they are spaced."""
    parts, at = [], 0
    for found in _KEPT.finditer(text):
        parts += [_NUMBER.sub(COVER, text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, _NUMBER.sub(COVER, text[at:])])
