"""What somebody types to find a complaint: words, and nothing that a database could obey.

A typed text is taken apart into letters and digits; quotes, stars, hyphens and operators are
what lies between words. Each word is looked for at the beginning of a word.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

MOST_TYPED = 120
MOST_WORDS = 6
LONGEST_WORD = 40
SHORTEST_WORD = 2
"""One letter stands at the beginning of a tenth of all words: it finds nothing, slowly."""
_BEFORE, _AFTER = 60, 140

Piece = tuple[str, bool]
"""Text, and whether it is what was looked for."""


def words_of(typed: str) -> tuple[str, ...]:
    """The first words of what was typed, each once, in small letters."""
    plain = unicodedata.normalize("NFC", typed[:MOST_TYPED])
    found = [text.lower()[:LONGEST_WORD] for text, is_word in _runs(plain) if is_word]
    long_enough = [one for one in found if len(one) >= SHORTEST_WORD and _is_words(one)]
    return tuple(dict.fromkeys(long_enough))[:MOST_WORDS]


def pieces(text: str, words: Sequence[str]) -> list[Piece]:
    """``text`` cut where its words begin as one of ``words``; joined again it is the same. Each
    piece is still text of a citizen's, to be escaped like any other."""
    bare = tuple(_bare(one) for one in words)
    hits = ((run, is_word and _bare(run).startswith(bare)) for run, is_word in _runs(text))
    return [
        ("".join(run for run, _ in group), hit) for hit, group in groupby(hits, lambda one: one[1])
    ]


def excerpt(text: str, words: Sequence[str]) -> str:
    """The part of ``text`` around its first hit; its beginning where there is none."""
    flat = " ".join(text.split())
    before = 0
    for piece, hit in pieces(flat, words):
        if hit:
            break
        before += len(piece)
    else:
        before = 0
    start = _word_start(flat, max(0, before - _BEFORE))
    end = before + _AFTER
    return f"{'… ' if start else ''}{flat[start:end].strip()}{' …' if end < len(flat) else ''}"


def _word_start(text: str, at: int) -> int:
    """``at``, moved to the next word where it lies inside one."""
    if at == 0:
        return 0
    return at + len(text[at:]) - len(text[at:].partition(" ")[2]) if " " in text[at:] else at


def _runs(text: str) -> Iterator[Piece]:
    """``text`` in runs of letters and digits and of what lies between."""
    for is_word, group in groupby(text, _is_letter):
        yield "".join(group), is_word


def _is_letter(sign: str) -> bool:
    """As SQLite's tokenizer sees it, by a Unicode no newer than its own (6.1): what it might cut
    in two inside a word would be a phrase, which the index does not hold."""
    return unicodedata.ucd_3_2_0.category(sign)[0] in "LN"


def _is_words(text: str) -> bool:
    """Small letters of one word are one word still."""
    return all(map(_is_letter, text))


def _bare(text: str) -> str:
    """Without accents, in small letters."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
