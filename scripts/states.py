"""Prints the life of a ticket as `docs/states.md`, from the one table in the code.

``python scripts/states.py`` writes to the standard output; with ``--update`` to the file.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "states.md"


def page() -> str:
    """The whole document."""
    from kiosk.domain.complaint.clock import EFFECTS, queue_of
    from kiosk.domain.complaint.ticket import STEPS, Ending, State

    parts = [
        "# The life of a ticket\n",
        "Printed from `kiosk/domain/complaint/ticket.py` and `kiosk/domain/complaint/clock.py` by "
        "`python scripts/states.py --update`; `tests/rules/test_states.py` holds it to the code.\n",
        "## States\n",
        _table(
            ("State", "Kept as", "SP4N-LAPOR! status", "Whose turn"),
            [(one.label, f"`{one.value}`", one.public, _TURN[int(queue_of(one))]) for one in State],
        ),
        "## Moves\n",
        "*Message*: the reporter reads it, after a preview. *Reason*: for colleagues, required.\n",
        _table(
            ("Move", "From", "To", "By", "Message", "Reason", "Clock"),
            [
                (
                    step.label,
                    ", ".join(source.label for source in step.sources),
                    step.target.label,
                    ", ".join(by.value for by in step.by),
                    "yes" if step.says else "",
                    "yes" if step.why else "",
                    _effect(EFFECTS[step.move]),
                )
                for step in STEPS.values()
            ],
        ),
        "An objection is taken once. Nothing but waiting for the reporter stops a limit, and no "
        "move starts the limit of a class anew.\n",
        "## Endings\n",
        _table(("Ending", "Kept as"), [(one.label, f"`{one.value}`") for one in Ending]),
    ]
    return "\n".join(parts)


_TURN = {0: "nobody's", 1: "the office's", 2: "the reporter's"}


def _effect(effect: Any) -> str:
    meets = [one.value for one in effect.meets]
    told = [f"meets {', '.join(meets)}"] if meets else []
    told += ["meets the class's own"] if effect.answers else []
    if effect.starts:
        told.append(f"starts {effect.starts.value}")
    for name in ("pauses", "resumes", "ends"):
        told += [name] if getattr(effect, name) else []
    return "; ".join(told)


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [titles, tuple("---" for _ in titles), *rows]
    return "\n".join("| " + " | ".join(one) + " |" for one in lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    if parser.parse_args().update:
        TARGET.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
