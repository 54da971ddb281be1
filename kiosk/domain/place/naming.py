"""Codes made from names, so that nobody has to invent one.

A unit's code is what its papers and addresses name for years: short, upper case, made of the
words people use for the office ("DISDUKCAPIL-TTS").
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

LENGTH = 32

_KNOWN = (
    ("dinas kependudukan dan pencatatan sipil", "disdukcapil"),
    ("dinas penanaman modal dan pelayanan terpadu satu pintu", "dpmptsp"),
    ("dinas pendidikan dan kebudayaan", "disdikbud"),
    ("dinas kesehatan", "dinkes"),
    ("dinas sosial", "dinsos"),
    ("dinas perhubungan", "dishub"),
    ("dinas pendidikan", "disdik"),
    ("badan pendapatan daerah", "bapenda"),
    ("badan kepegawaian daerah", "bkd"),
    ("badan pengawas pemilihan umum", "bawaslu"),
    ("komisi pemilihan umum", "kpu"),
    ("rumah sakit umum daerah", "rsud"),
    ("mal pelayanan publik", "mpp"),
    ("kantor urusan agama", "kua"),
    ("sekretariat daerah", "setda"),
    ("pemerintah kabupaten", "pemkab"),
    ("pemerintah provinsi", "pemprov"),
    ("pemerintah kota", "pemkot"),
    ("pengadilan agama", "pa"),
    ("pengadilan negeri", "pn"),
    ("puskesmas pembantu", "pustu"),
    ("puskesmas", "pkm"),
    ("kecamatan", "kec"),
    ("kelurahan", "kel"),
)
"""Names of offices and what people call them; the longer before the shorter."""

_REGION = re.compile(r"\b(?:kabupaten|provinsi)\s+(.+)$")
_LEFT_OUT = frozenset({"dan", "di", "untuk", "yang", "uptd"})


def plain(text: str) -> str:
    """Lower case letters, digits and single hyphens of ASCII; may be empty."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


RESERVED = frozenset({"segel"})
"""What stands in an address where a unit's code does: /publik/segel/."""


def unit_code(name: str, taken: Collection[str]) -> str:
    """A fresh code: known words shortened, a region of three words and more by its initials."""
    text = " ".join(name.lower().split())
    for long, short in _KNOWN:
        text = re.sub(rf"\b{long}\b", short, text)
    text = _REGION.sub(lambda found: _region(found[1]), text)
    words = [word for word in plain(text).split("-") if word not in _LEFT_OUT]
    return unused("-".join(_fitting(words)).upper() or "UNIT", taken)


def _region(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 2 else name


def _fitting(words: Iterable[str]) -> list[str]:
    """Whole words only, with room left for a number."""
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > LENGTH - 4:
            break
        kept.append(word)
    return kept


def service_code(name: str, taken: Collection[str]) -> str:
    """A fresh code within one unit: "ktp-el-rusak"."""
    return unused("-".join(_fitting(plain(name).split("-"))) or "layanan", taken)


def unused(code: str, taken: Collection[str]) -> str:
    """``code``, or the first of ``code-2``, ``code-3``… that is free whatever its case."""
    busy = {one.casefold() for one in taken} | RESERVED
    number, found = 1, code
    while found.casefold() in busy:
        number += 1
        found = f"{code}-{number}"
    return found
