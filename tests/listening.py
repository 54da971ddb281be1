"""Which sentences the pages asked for in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import i18n

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest


def listen(monkeypatch: pytest.MonkeyPatch, lang: str) -> set[str]:
    """Filled from now on, while pages are fetched."""
    told: set[str] = set()
    say = i18n.say

    def listening(code: str, text: str, values: Mapping[str, object] | None = None) -> str:
        if code == lang:
            told.add(text)
        return say(code, text, values)

    monkeypatch.setattr(i18n, "say", listening)
    return told
