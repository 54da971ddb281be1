"""The printed table of states is the one in the code."""

from scripts import states


def test_the_printed_states_are_current() -> None:
    printed = states.TARGET.read_text(encoding="utf-8")
    assert printed == states.page(), "run: python scripts/states.py --update"
