"""What every form of a citizen has in common: fields, a key, and what can be wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

Fields = Mapping[str, Sequence[str]]
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""The idempotency key, made when the form opens."""
CARRIED = frozenset({"csrf_token", "bahasa", "tampilan"})
"""What a page sends along with every form of it: its stamp, its language and its look. Nobody
typed it."""
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field; ``template`` is Indonesian, as in `Refusal`."""

    field: str
    template: str
    values: Mapping[str, object] = attribute(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values if self.values else self.template


def can_be_kept(text: str) -> bool:
    """Whether both databases take it."""
    return not _UNSAFE.search(text)


def visible(text: str) -> str:
    """Text to show again: what cannot be kept stands out, for a person to find and delete."""
    return _UNSAFE.sub("\ufffd", text)
