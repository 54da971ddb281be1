"""Which other complaint may tell the same matter: a suggestion, never a decision.

TF-IDF over Indonesian stems, compared by cosine; a word that no candidate has counts, at a
discount, as the words most like it in their character trigrams (a misspelling, an affix the
stemmer does not know). The same service and near days lift what is alike already; alone they
suggest nothing. Deterministic: equal scores stand in the order of the candidates.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest
from math import log, sqrt

from kiosk.domain.complaint.indonesian import stems

LEAST = 0.06
"""Below this score nothing is suggested: two complaints at one counter share that much."""
SAME_SERVICE = 0.25
NEAR_DAYS = 0.10
NEAR = 30
"""Days within which nearness counts, falling evenly to nothing."""
ALIKE = 0.5
"""Least share of trigrams (Dice) at which two words pass for one."""
MOST_WORDS = 6


@dataclass(frozen=True)
class Telling:
    """One complaint's own words. ``service``: its code, empty where none was chosen."""

    id: str
    title: str
    body: str
    service: str
    day: date


@dataclass(frozen=True)
class Suggestion:
    """``score``: 0 to about 1.4, only for ranking. ``words``: the reason, weightiest first, as
    the new complaint writes them (shorthand spelled out)."""

    id: str
    score: float
    words: tuple[str, ...]
    same_service: bool
    days_apart: int


Weights = Mapping[str, float]


class Likeness:
    """An index of candidates, made once for any number of questions."""

    def __init__(self, candidates: Iterable[Telling]) -> None:
        self._candidates: Sequence[Telling] = tuple(candidates)
        counts = [_counts(one) for one in self._candidates]
        self._seen = Counter(stem for one in counts for stem in one)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, one in enumerate(counts):
            for stem, weight in self._weigh(one).items():
                self._postings[stem].append((place, weight))
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for stem in self._seen:
            for gram in _trigrams(stem):
                self._by_trigram[gram].append(stem)

    def suggest(self, text: Telling, most: int = 3) -> tuple[Suggestion, ...]:
        """At most ``most`` candidates, the likeliest first; never ``text`` itself by its id."""
        shares = self._shares(self._weigh(_counts(text)))
        written: dict[str, str] = {}
        for stem, word in _words(text):
            written.setdefault(stem, word)
        found = [
            self._suggestion(text, self._candidates[place], share, written)
            for place, share in sorted(shares.items())
            if self._candidates[place].id != text.id
        ]
        return tuple(nlargest(most, (one for one in found if one.score >= LEAST), key=_score))

    def _weigh(self, counts: Mapping[str, int]) -> dict[str, float]:
        """TF-IDF of one text, of length 1."""
        raw = {stem: sqrt(count) * self._rarity(stem) for stem, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {stem: weight / length for stem, weight in raw.items()}

    def _rarity(self, stem: str) -> float:
        return log(1 + len(self._candidates) / (0.5 + self._seen.get(stem, 0)))

    def _shares(self, weights: Weights) -> dict[int, dict[str, float]]:
        """Candidate's place to what each word of the question adds to its cosine."""
        found: dict[int, dict[str, float]] = defaultdict(dict)
        for stem, weight in weights.items():
            for other, alike in self._meant(stem):
                for place, there in self._postings[other]:
                    added = weight * there * alike
                    found[place][stem] = max(added, found[place].get(stem, 0.0))
        return found

    def _meant(self, stem: str) -> list[tuple[str, float]]:
        """The candidates' stems this one stands for, each with how alike it is."""
        if stem in self._seen:
            return [(stem, 1.0)]
        own = _trigrams(stem)
        shared = Counter(other for gram in own for other in self._by_trigram.get(gram, ()))
        dice = ((other, 2 * n / (len(own) + len(_trigrams(other)))) for other, n in shared.items())
        return [(other, alike) for other, alike in dice if alike >= ALIKE]

    @staticmethod
    def _suggestion(
        text: Telling, other: Telling, share: Weights, written: Mapping[str, str]
    ) -> Suggestion:
        same = bool(text.service) and text.service == other.service
        apart = abs((text.day - other.day).days)
        lift = 1 + SAME_SERVICE * same + NEAR_DAYS * max(0.0, 1 - apart / NEAR)
        reasons = nlargest(MOST_WORDS, share, key=share.__getitem__)
        words = tuple(written[stem] for stem in reasons)
        return Suggestion(other.id, round(sum(share.values()) * lift, 6), words, same, apart)


def suggest(text: Telling, candidates: Iterable[Telling], most: int = 3) -> tuple[Suggestion, ...]:
    """`Likeness.suggest` where there is one question only."""
    return Likeness(candidates).suggest(text, most)


def _score(one: Suggestion) -> float:
    return one.score


def _words(text: Telling) -> list[tuple[str, str]]:
    return stems(f"{text.title} . {text.body}")


def _counts(text: Telling) -> Counter[str]:
    return Counter(stem for stem, _ in _words(text))


@lru_cache(maxsize=20_000)
def _trigrams(word: str) -> frozenset[str]:
    if word.isdigit():
        return frozenset()
    edged = f"<{word}>"
    return frozenset(edged[at : at + 3] for at in range(len(edged) - 2))
