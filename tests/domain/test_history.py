"""What a ticket's history calls what was done."""

from kiosk.domain.complaint.history import title_of
from kiosk.domain.complaint.ticket import STEPS, State


def test_an_acceptance_is_not_told_as_an_arrival() -> None:
    """Both are kept as "terima"."""
    assert title_of("terima", State.RECEIVED) == "Laporan masuk"
    assert title_of("terima", State.CLOSED) == "Pelapor menyatakan selesai"


def test_every_move_has_its_own_words() -> None:
    told = [title_of(step.move, step.target) for step in STEPS.values()]
    assert told == [step.label for step in STEPS.values()]


def test_a_limit_computed_anew_is_told_in_words() -> None:
    assert title_of("hitung-ulang", State.IN_PROCESS) == "Tenggat dihitung ulang"
