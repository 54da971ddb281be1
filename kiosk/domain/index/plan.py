"""A rencana tindak lanjut (RTL): what an office does about an unsur that people scored low.

A closed period opens one for each of its lowest unsur. The table of such plans that reports of
PermenPANRB 14/2017 carry has these columns: prioritas unsur, program/kegiatan, waktu (TW I to
IV), penanggung jawab; the rest is what makes it true: a due date, proof, and a history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures, UnsurFigure
from kiosk.domain.refusal import Refusal


class UnknownPlan(Refusal):
    """There is no such plan at this unit."""

    def __init__(self) -> None:
        super().__init__("Rencana tindak lanjut itu tidak ada di unit ini.")


class UnfitMove(Refusal):
    """The plan cannot take this step now."""


class PlanState(StrEnum):
    """The values are what the table keeps and what addresses name."""

    PROPOSED = "diusulkan"
    RUNNING = "berjalan"
    DONE = "selesai"
    DROPPED = "batal"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PlanState.PROPOSED: "Diusulkan",
    PlanState.RUNNING: "Berjalan",
    PlanState.DONE: "Selesai",
    PlanState.DROPPED: "Dibatalkan",
}
OPEN = frozenset({PlanState.PROPOSED, PlanState.RUNNING})


class Move(StrEnum):
    """``REOPEN`` takes back a "selesai" that was wrong, ``RESTORE`` a "batal"."""

    START = "mulai"
    FINISH = "selesaikan"
    DROP = "batalkan"
    REOPEN = "lanjutkan"
    RESTORE = "pulihkan"


@dataclass(frozen=True)
class Step:
    """Where a move leads, from where, and what it asks for."""

    move: Move
    label: str
    frm: frozenset[PlanState]
    to: PlanState
    reasoned: bool = False
    complete: bool = False
    proven: bool = False


STEPS: Mapping[Move, Step] = MappingProxyType(
    {
        one.move: one
        for one in (
            Step(Move.START, "Mulai kerjakan", frozenset({PlanState.PROPOSED}), PlanState.RUNNING,
                 complete=True),
            Step(Move.FINISH, "Tandai selesai", OPEN, PlanState.DONE, complete=True, proven=True),
            Step(Move.DROP, "Batalkan", OPEN, PlanState.DROPPED, reasoned=True),
            Step(Move.REOPEN, "Belum selesai, lanjutkan", frozenset({PlanState.DONE}),
                 PlanState.RUNNING, reasoned=True),
            Step(Move.RESTORE, "Pulihkan", frozenset({PlanState.DROPPED}), PlanState.PROPOSED,
                 reasoned=True),
        )
    }
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """``period`` and ``unsur``: what it answers to; ``number`` "U3" and ``name`` of that unsur,
    ``value`` (NRR x 25) and ``mutu`` as the closing it came from says. ``owner``: a position, for
    everybody to read; ``owner_id``: who is reminded. ``quarter``: three months, or None.
    ``done_on``: local day on which it was called done."""

    id: int
    unit_id: int
    closing_id: int
    instrument: str
    period: Period
    unsur: str
    number: str
    name: str
    value: Decimal
    mutu: str
    problem: str
    action: str
    owner: str
    owner_id: int | None
    quarter: Period | None
    due: date | None
    state: PlanState
    public_title: str
    public_answer: str
    reported_on: date
    opened_at: datetime
    done_on: date | None
    version: int
    created_by: int

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it needs before anybody can begin."""
        wanted = {"tindakan": self.action, "penanggung jawab": self.owner, "tenggat": self.due}
        return tuple(name for name, value in wanted.items() if not value)

    @property
    def is_ready(self) -> bool:
        return not self.lacks

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today

    def days_late(self, today: date) -> int:
        """0 where it is not late."""
        return (today - self.due).days if self.is_late(today) and self.due else 0


def steps_of(state: PlanState) -> tuple[Step, ...]:
    """What may be done next, the usual first."""
    return tuple(one for one in STEPS.values() if state in one.frm)


def check_move(plan: Plan, move: Move, *, reason: str, proofs: int) -> Step:
    """Raises `UnfitMove` with what is missing. ``proofs``: files it has, those sent with the move
    among them."""
    step = STEPS[move]
    if plan.state not in step.frm:
        raise UnfitMove(
            "Rencana ini %(state)s, jadi langkah itu tidak berlaku lagi.",
            state=plan.state.label.lower(),
        )
    if step.complete and plan.lacks:
        raise UnfitMove("Lengkapi dahulu: %(lacks)s.", lacks=", ".join(plan.lacks))
    if step.reasoned and not reason:
        raise UnfitMove("Tulis alasannya. Alasan masuk riwayat rencana ini.")
    if step.proven and proofs < 1:
        raise UnfitMove("Lampirkan paling sedikit satu bukti: foto atau PDF.")
    return step


def opened_for(figures: PeriodFigures) -> tuple[UnsurFigure, ...]:
    """The unsur a closing opens plans for, lowest first; a withheld figure names none."""
    return tuple(figures.unsur_of(code) for code in figures.lowest)


def urgent_first(plans: Iterable[Plan], today: date) -> tuple[Plan, ...]:
    """Late before the rest of what is open, by due date; what is over last, newest period first."""
    return tuple(sorted(plans, key=lambda one: _rank(one, today)))


def _rank(one: Plan, today: date) -> tuple[object, ...]:
    due = one.due or date.max
    order = (-one.period.last, one.value, one.number)
    return (not one.is_late(today), not one.is_open, due if one.is_open else date.max, *order)
