"""Rules that every test of the domain keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.sentences import refused_in_sentences


@pytest.fixture(autouse=True)
def what_is_refused_is_told_in_sentences() -> Iterator[None]:
    """Of each test anew: elsewhere a reader speaks behind a file's name, and begins small."""
    with refused_in_sentences():
        yield
