"""The sections of a report with their drafts, and what an office may write in their place."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.domain.index import report_analysis as analysis
from kiosk.domain.index import report_opening as opening
from kiosk.domain.index import report_results as results
from kiosk.domain.index.material import Material
from kiosk.domain.refusal import Refusal

LONGEST = 20_000
"""Letters of one section; five pages."""
_FIGURE = re.compile(r"(?<![\d.,])\d{2,3},\d{1,2}(?![\d,]|\.\d)")


class UnfitText(Refusal):
    """A text of a report that cannot be kept."""


@dataclass(frozen=True)
class SectionKind:
    """``code`` is kept; ``chapter`` 1 to 5; ``title`` as printed."""

    code: str
    chapter: int
    title: str
    draft: Callable[[Material], str]


SECTIONS = (
    SectionKind("latar-belakang", 1, "Latar belakang", opening.background),
    SectionKind("dasar", 1, "Dasar pelaksanaan", opening.grounds),
    SectionKind("maksud-tujuan", 1, "Maksud dan tujuan", opening.aims),
    SectionKind("pelaksana", 2, "Pelaksana survei", opening.organiser),
    SectionKind("metode", 2, "Metode pengumpulan data", opening.method),
    SectionKind("lokasi", 2, "Lokasi pengumpulan data", opening.place),
    SectionKind("waktu", 2, "Waktu pelaksanaan", opening.time),
    SectionKind("sampel", 2, "Penentuan jumlah responden", opening.sample),
    SectionKind("responden", 3, "Jumlah dan karakteristik responden", results.respondents),
    SectionKind("indeks", 3, "Indeks unit pelayanan", results.index),
    SectionKind("unsur", 3, "Nilai setiap unsur pelayanan", results.unsur),
    SectionKind("analisis", 4, "Kelemahan dan kelebihan unsur pelayanan", analysis.strengths),
    SectionKind("suara", 4, "Saran, masukan, dan pengaduan", analysis.voices),
    SectionKind("rtl", 4, "Rencana tindak lanjut", analysis.plans),
    SectionKind("tren", 4, "Tren nilai", analysis.trend),
    SectionKind("kesimpulan", 5, "Kesimpulan", analysis.conclusion),
)
CODES = tuple(one.code for one in SECTIONS)
CHAPTERS: Mapping[int, str] = MappingProxyType(
    {
        1: "Pendahuluan",
        2: "Pengumpulan data",
        3: "Hasil pengolahan data",
        4: "Analisis hasil survei",
        5: "Penutup",
    }
)


def drafts(m: Material) -> dict[str, str]:
    """Every section as the figures write it."""
    return {one.code: one.draft(m) for one in SECTIONS}


def texts(m: Material) -> dict[str, str]:
    """Every section as it is printed: rewritten by somebody, else its draft."""
    return {**drafts(m), **{code: text for code, text in m.texts.items() if code in CODES}}


def clean(text: str) -> str:
    """Plain lines without control or invisible characters; one empty line between paragraphs.
    Raises `UnfitText`."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in plain if c == "\n" or unicodedata.category(c)[0] != "C")
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", kept).split("\n")]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    if len(joined) > LONGEST:
        raise UnfitText(
            "Naskah satu bagian paling panjang %(most)s huruf; yang ini %(given)s.",
            most=LONGEST,
            given=len(joined),
        )
    return joined


def mark_of(text: str) -> str:
    """Tells whether a text is still the one that was opened."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def strange_figures(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Figures with decimals in a text ("87,56") that the period does not have: mistyped, or of
    another period. In the order written, each once."""
    return tuple(dict.fromkeys(one for one in _FIGURE.findall(text) if one not in known))


def figures_in(*written: str) -> frozenset[str]:
    """Every figure with decimals that stands in these texts."""
    return frozenset(one for text in written for one in _FIGURE.findall(text))
