"""What the page on signals says is what the code gives, and is good enough on seeds that were
not used for tuning."""

from scripts import signals
from tests.streams import TRIAL, TUNING


def test_the_page_says_what_the_code_gives() -> None:
    printed = signals.TARGET.read_text(encoding="utf-8")
    assert printed == signals.page(), "run: python scripts/signals.py --update"


def test_precision_and_recall_on_seeds_not_used_for_tuning() -> None:
    assert not set(TUNING) & set(TRIAL)
    found = signals.overall(TRIAL)
    assert found.precision >= 0.9
    assert found.recall >= 0.7
