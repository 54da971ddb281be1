"""The words people wrote when they scored something low: by how many people, never by whom."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.domain.complaint.indonesian import stems

MOST_WORDS, MOST_COMMENTS = 40, 12
_LONGEST = 400
_ITS = re.compile(r"(?<=n)nya\b", re.IGNORECASE)
"""The stems write a doubled letter once, and would take "antreannya" for "antreanya"."""
_FEWEST_WORDS = 3
"""Of a comment to print: "lama" alone is in the list of words already."""


@dataclass(frozen=True)
class Remark:
    """A comment with personal data covered, and the codes of the unsur its writer scored low."""

    text: str
    low: frozenset[str]


@dataclass(frozen=True)
class WordFigure:
    """``word``: the form most wrote; ``respondents``: how many used it in any form, however often
    each. ``unsur``: those that enough of them scored low, most often first."""

    word: str
    respondents: int
    unsur: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """``rows``: most people first. ``comments``: some of ``texts``, covered, in no order that
    tells when; none where fewer wrote than the smallest group. ``looked_at`` answers of ``of``."""

    rows: tuple[WordFigure, ...]
    comments: tuple[str, ...]
    texts: int
    looked_at: int
    of: int

    @property
    def sampled(self) -> bool:
        return self.looked_at < self.of


def low_scores(scores: Iterable[tuple[str, int]], low: int, width: int) -> frozenset[str]:
    """Unsur codes with a score in the lower half of the scale: 1 and 2 of four, 1 to 3 of six."""
    return frozenset(unsur for unsur, score in scores if score - low < width // 2)


def counted(remarks: Sequence[Remark], smallest: int, looked_at: int, of: int) -> Words:
    """``smallest``: words that fewer people used are in nothing (F56)."""
    people: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    low: dict[str, Counter[str]] = {}
    for one in remarks:
        said = {
            stem: word
            for stem, word in reversed(stems(_ITS.sub("", one.text)))
            if not stem.isdigit()
        }
        for stem, word in said.items():
            people[stem] += 1
            forms.setdefault(stem, Counter())[word] += 1
            low.setdefault(stem, Counter()).update(one.low)
    used = sorted((-many, stem) for stem, many in people.items() if many >= smallest)
    rows = tuple(
        WordFigure(_first(forms[stem]), people[stem], _enough(low[stem], smallest))
        for _, stem in used[:MOST_WORDS]
    )
    return Words(rows, _comments(remarks, smallest), len(remarks), looked_at, of)


def _first(forms: Counter[str]) -> str:
    return min(forms, key=lambda word: (-forms[word], word))


def _enough(low: Counter[str], smallest: int) -> tuple[str, ...]:
    enough = [code for code, many in low.items() if many >= smallest]
    return tuple(sorted(enough, key=lambda code: (-low[code], code)))


def _comments(remarks: Sequence[Remark], smallest: int) -> tuple[str, ...]:
    """In the order of their hashes: the same each time, and telling nothing."""
    if len(remarks) < smallest:
        return ()
    telling = {one.text.strip() for one in remarks if len(stems(one.text)) >= _FEWEST_WORDS}
    chosen = sorted(telling, key=lambda text: hashlib.sha256(text.encode()).digest())
    return tuple(_short(text) for text in chosen[:MOST_COMMENTS])


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= _LONGEST else f"{joined[: _LONGEST - 1].rstrip()}…"
