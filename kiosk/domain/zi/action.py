"""The rencana aksi of the working team: an action of one of the six areas, whose it is, until
when, how far it is, and its proof. It moves as a plan of follow-up does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from kiosk.domain.index.plan import OPEN, STEPS, Move, PlanState, Step, UnfitMove
from kiosk.domain.index.plan_entry import note as lines
from kiosk.domain.place.edit import InvalidEntry, tidied
from kiosk.domain.refusal import Refusal
from kiosk.domain.rounding import half_up
from kiosk.domain.zi.lke_weights import AREAS
from kiosk.domain.zi.phase_entry import day

AREA_NAMES = {one.number: one.label for one in AREAS}
TEXT, LINE = 1_000, 200
WHOLE = 100
STATES = {
    PlanState.PROPOSED: "Direncanakan",
    PlanState.RUNNING: "Berjalan",
    PlanState.DONE: "Selesai",
    PlanState.DROPPED: "Dibatalkan",
}


class UnknownAction(Refusal):
    """There is no such action in this dossier."""

    def __init__(self) -> None:
        super().__init__("Rencana aksi itu tidak ada pada berkas ini.")


@dataclass(frozen=True)
class ZiAction:
    """``owner``: a position; ``owner_id``: who is reminded. ``progress``: percent as typed, up to
    99: all of it is said by ``state``."""

    id: int
    unit_id: int
    year: int
    area: str
    action: str
    owner: str
    owner_id: int | None
    due: date | None
    state: PlanState
    progress: int
    notes: str
    opened_at: datetime
    done_on: date | None
    version: int
    created_by: int

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def percent(self) -> int:
        return WHOLE if self.state is PlanState.DONE else self.progress

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it needs before it can begin."""
        wanted = {"penanggung jawab": self.owner, "tenggat": self.due}
        return tuple(name for name, value in wanted.items() if not value)

    def days_late(self, today: date) -> int:
        """0 where it is not late."""
        if not self.is_open or self.due is None:
            return 0
        return max(0, (today - self.due).days)


@dataclass(frozen=True)
class Typed:
    """As it was sent; ``due`` "2026-12-31" or ""."""

    area: str
    action: str
    owner: str
    due: str
    progress: str
    notes: str


def entry(typed: Typed, year: int) -> dict[str, object]:
    """Column to value, all but who is reminded. Raises `InvalidEntry`."""
    wrong: dict[str, str] = {}
    made: dict[str, object] = {
        "area": typed.area,
        "action": lines(typed.action),
        "owner": tidied(typed.owner),
        "notes": lines(typed.notes),
        "due": _due(typed.due.strip(), year, wrong),
        "progress": _progress(typed.progress.strip(), wrong),
    }
    if typed.area not in AREA_NAMES:
        wrong["area"] = "Pilih salah satu dari enam area."
    if not made["action"]:
        wrong["action"] = "Tulis apa yang akan dilakukan."
    if len(str(made["owner"])) > LINE:
        wrong["owner"] = f"Paling panjang {LINE} huruf."
    wrong |= {
        name: "Paling panjang 1.000 huruf."
        for name, text in (("action", typed.action), ("notes", typed.notes))
        if len(text.replace("\r\n", "\n")) > TEXT
    }
    if wrong:
        raise InvalidEntry(wrong)
    return made


def _due(text: str, year: int, wrong: dict[str, str]) -> date | None:
    if not text:
        return None
    try:
        found = day(text)
    except ValueError:
        wrong["due"] = "Tulis tanggal yang ada, misalnya 2026-12-31."
        return None
    if not year <= found.year <= year + 1:
        wrong["due"] = f"Pilih tanggal antara {year} dan {year + 1}."
    return found


def _progress(text: str, wrong: dict[str, str]) -> int:
    plain = text.removesuffix("%").strip() or "0"
    if plain.isascii() and plain.isdigit() and len(plain) < 4 and int(plain) < WHOLE:
        return int(plain)
    wrong["progress"] = (
        "Tulis 0 sampai 99. Yang sudah seluruhnya selesai ditandai selesai, dengan bukti."
    )
    return 0


def check_move(one: ZiAction, move: Move, *, reason: str, proofs: int) -> Step:
    """Raises `UnfitMove` with what is missing. ``proofs``: files it has, those sent with the move
    among them."""
    step = STEPS[move]
    if one.state not in step.frm:
        raise UnfitMove(
            "Rencana aksi ini %(state)s, jadi langkah itu tidak berlaku lagi.",
            state=STATES[one.state].lower(),
        )
    if step.complete and one.lacks:
        raise UnfitMove("Lengkapi dahulu: %(lacks)s.", lacks=", ".join(one.lacks))
    if step.reasoned and not reason:
        raise UnfitMove("Tulis alasannya. Alasan masuk riwayat rencana aksi ini.")
    if step.proven and proofs < 1:
        raise UnfitMove("Lampirkan paling sedikit satu bukti: foto atau PDF.")
    return step


@dataclass(frozen=True)
class Progress:
    """Of actions that were not dropped. ``percent``: their mean, rounded half up once; None of
    none."""

    whole: int
    done: int
    late: int
    percent: int | None


def progress(actions: Iterable[ZiAction], today: date) -> Progress:
    counted = [one for one in actions if one.state is not PlanState.DROPPED]
    mean = Fraction(sum(one.percent for one in counted), len(counted)) if counted else None
    return Progress(
        whole=len(counted),
        done=sum(one.state is PlanState.DONE for one in counted),
        late=sum(one.days_late(today) > 0 for one in counted),
        percent=None if mean is None else int(half_up(mean, 0)),
    )


def urgent_first(actions: Iterable[ZiAction], today: date) -> tuple[ZiAction, ...]:
    """Late before the rest of what is open, by due date; what is over last."""
    return tuple(
        sorted(
            actions,
            key=lambda one: (
                not one.days_late(today),
                not one.is_open,
                one.due or date.max,
                one.id,
            ),
        )
    )
