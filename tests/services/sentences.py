"""Whatever is refused while tests run is told in whole sentences, spelled as people write.

Looked at where a refusal is made, so that no test has to repeat our words to hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kiosk.domain.form import Problem
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.refusal import Refusal

_MIXED = re.compile(r"[a-z][A-Z]{2}|[A-Z]{3,}[a-z]")
"""Small and large letters in one word."""

_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_ABBREVIATIONS = frozenset(
    ("HEIC", "IPAK", "IPKP", "JPEG", "JSON", "LAPOR", "SPAK", "SPKP", "TOML", "WBBM")
)
_RESUMES = re.compile(r"[.?] +[a-z]")
"""A sentence after the first that begins small; a name may end in an exclamation mark."""


_BEGINS = re.compile(r"""[A-Z0-9"“(…%]|baris %|--%""")
"""A place in a file and the name of an option stand as they are written there."""
_ENDS = re.compile(r"""([.?!)]|%\(\w+\)s)$""")


def is_sentence(text: str) -> bool:
    """Begins with a capital, a figure, a quotation or a place for a value; ends with a full stop
    or with a sentence put in its place."""
    told = text.strip()
    shouts = not any(sign.islower() for sign in told)
    shouted = set(_SHOUTED.findall(told)) - _ABBREVIATIONS
    spelled = not (_MIXED.search(told) or _RESUMES.search(told) or shouts or shouted)
    return spelled and bool(_BEGINS.match(told)) and bool(_ENDS.search(told))


@contextmanager
def refused_in_sentences() -> Iterator[None]:
    plain, fields, one_field = Refusal.__init__, InvalidEntry.__init__, Problem.__init__

    def refusal(self: Refusal, template: str, **values: object) -> None:
        assert is_sentence(template), f"told as no sentence: {template!r}"
        assert str(template % values if values else template)
        assert None not in values.values(), f"nothing stands in its place: {template!r} {values!r}"
        plain(self, template, **values)

    def entry(self: InvalidEntry, wrong: dict[str, str]) -> None:
        unfit = {name: text for name, text in wrong.items() if not is_sentence(text)}
        assert not unfit, f"told as no sentence: {unfit!r}"
        fields(self, wrong)

    def problem(self: Problem, *given: Any, **named: Any) -> None:
        one_field(self, *given, **named)
        assert is_sentence(str(self)), f"told as no sentence: {self!r}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", problem)
        patch.setattr(Refusal, "__init__", refusal)
        patch.setattr(InvalidEntry, "__init__", entry)
        yield
