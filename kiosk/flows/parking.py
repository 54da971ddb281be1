"""Steps that flows of what was set aside share: what passes by itself, and why something did not
go in."""

from kiosk.domain.complaint.attachment import NoSpace
from kiosk.domain.complaint.flood import TooMuch
from kiosk.domain.form import Problem
from kiosk.domain.refusal import Busy, Full, Refusal

PASSING = (Busy, Full, NoSpace, TooMuch)
"""Says nothing of the item: later it may go in as it is."""


def reason_of(refused: Refusal) -> str:
    """Which fields, and never what was typed in them: a problem's values quote it."""
    problems: tuple[Problem, ...] = getattr(refused, "problems", ())
    fields = ", ".join(dict.fromkeys(one.field for one in problems if one.field.isidentifier()))
    return f"{type(refused).__name__}: {fields}" if fields else type(refused).__name__
