"""The life of a ticket: its states and the moves between them, in one table.

The six public statuses are those of SP4N-LAPOR! (PermenPANRB 62/2018); the states between them
are what an office needs to know who has to act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.refusal import Refusal


class State(StrEnum):
    """Kept under these words; shown by `label`."""

    RECEIVED = "diterima"
    VERIFIED = "terverifikasi"
    FORWARDED = "diteruskan"
    IN_PROCESS = "diproses"
    WAITING = "menunggu-pelapor"
    ANSWERED = "dijawab"
    CLOSED = "selesai"
    OBJECTION = "keberatan"
    OUTSIDE = "bukan-kewenangan"
    ARCHIVED = "diarsipkan"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def public(self) -> str:
        """The status SP4N-LAPOR! would show of it alone; `public_status` knows the ending too."""
        return PUBLIC[self]

    @property
    def is_open(self) -> bool:
        """Whether the office still owes something."""
        return self in OPEN


_LABELS = {
    State.RECEIVED: "Diterima",
    State.VERIFIED: "Terverifikasi",
    State.FORWARDED: "Diteruskan",
    State.IN_PROCESS: "Diproses",
    State.WAITING: "Menunggu pelapor",
    State.ANSWERED: "Dijawab",
    State.CLOSED: "Selesai",
    State.OBJECTION: "Keberatan",
    State.OUTSIDE: "Di luar kewenangan",
    State.ARCHIVED: "Diarsipkan",
}
PUBLIC: Mapping[State, str] = MappingProxyType(
    {
        State.RECEIVED: "Belum Terverifikasi",
        State.VERIFIED: "Terdisposisi Belum Ditindaklanjuti",
        State.FORWARDED: "Terdisposisi Belum Ditindaklanjuti",
        State.IN_PROCESS: "Terdisposisi Sedang Diproses",
        State.OBJECTION: "Terdisposisi Sedang Diproses",
        State.WAITING: "Tertunda",
        State.ANSWERED: "Terdisposisi Selesai",
        State.CLOSED: "Terdisposisi Selesai",
        State.OUTSIDE: "Arsip",
        State.ARCHIVED: "Arsip",
    }
)
_UNFINISHED = (State.RECEIVED, State.VERIFIED, State.FORWARDED, State.IN_PROCESS, State.OBJECTION)
OPEN = frozenset({*_UNFINISHED, State.WAITING})
"""The office still has to act, or waits for the reporter."""


class Ending(StrEnum):
    """Why a ticket is no longer open; kept beside its state."""

    BY_REPORTER = "selesai-pelapor"
    BY_SILENCE = "tanpa-tanggapan"
    WITHDRAWN = "dicabut"
    MERGED = "digabung"
    OUTSIDE = "bukan-kewenangan"
    UNFOUNDED = "tidak-logis"

    @property
    def label(self) -> str:
        return _ENDINGS[self]


_ENDINGS = {
    Ending.BY_REPORTER: "Dinyatakan selesai oleh pelapor",
    Ending.BY_SILENCE: "Ditutup karena pelapor tidak menanggapi",
    Ending.WITHDRAWN: "Dicabut oleh pelapor",
    Ending.MERGED: "Digabung dengan laporan lain",
    Ending.OUTSIDE: "Di luar kewenangan",
    Ending.UNFOUNDED: "Tidak dapat ditindaklanjuti",
}


_GONE = frozenset({Ending.WITHDRAWN, Ending.MERGED})


def public_status(state: State, ending: Ending | None) -> str:
    """The status SP4N-LAPOR! would show of a ticket. What was withdrawn, or lives on in another
    report, is in the archive: nobody has solved it."""
    return PUBLIC[State.ARCHIVED] if ending in _GONE else PUBLIC[state]


class By(StrEnum):
    """Who makes a move."""

    OFFICER = "petugas"
    VERIFIER = "verifikator"
    REPORTER = "pelapor"
    SYSTEM = "sistem"


class Move(StrEnum):
    """Kept in the history under these words; shown by `Step.label`."""

    VERIFY = "verifikasi"
    FORWARD = "teruskan"
    SEND_BACK = "kembalikan"
    PROCESS = "proses"
    ASK = "tanya"
    REPLY = "balas"
    RESUME = "lanjutkan"
    ANSWER = "jawab"
    ACCEPT = "terima"
    LAPSE = "tutup"
    OBJECT = "keberatan"
    REDIRECT = "arahkan"
    WITHDRAW = "cabut"
    ARCHIVE = "arsipkan"
    REOPEN = "buka-lagi"


@dataclass(frozen=True)
class Step:
    """A row of the table. ``says``: it carries a message the reporter will read; ``why``: a
    reason for colleagues is required."""

    move: Move
    label: str
    sources: tuple[State, ...]
    target: State
    by: tuple[By, ...]
    says: bool = False
    why: bool = False
    ending: Ending | None = None


_DESK = (By.OFFICER,)
_FRONT = (By.OFFICER, By.VERIFIER)
_ASSIGNED = (State.VERIFIED, State.FORWARDED, State.IN_PROCESS, State.OBJECTION)

STEPS: Mapping[Move, Step] = MappingProxyType(
    {
        step.move: step
        for step in (
            Step(Move.VERIFY, "Verifikasi", (State.RECEIVED,), State.VERIFIED, _FRONT),
            Step(
                Move.FORWARD,
                "Teruskan ke unit lain",
                (State.RECEIVED, State.VERIFIED, State.FORWARDED, State.IN_PROCESS),
                State.FORWARDED,
                _FRONT,
                why=True,
            ),
            Step(
                Move.SEND_BACK,
                "Kembalikan ke unit asal",
                (State.FORWARDED, State.IN_PROCESS),
                State.VERIFIED,
                _DESK,
                why=True,
            ),
            Step(
                Move.PROCESS,
                "Mulai proses",
                (State.VERIFIED, State.FORWARDED, State.OBJECTION),
                State.IN_PROCESS,
                _DESK,
            ),
            Step(
                Move.ASK,
                "Tanya pelapor",
                _ASSIGNED,
                State.WAITING,
                _DESK,
                says=True,
                why=True,
            ),
            Step(
                Move.REPLY,
                "Pelapor membalas",
                (State.WAITING,),
                State.IN_PROCESS,
                (By.REPORTER,),
                says=True,
            ),
            Step(
                Move.RESUME,
                "Lanjutkan tanpa balasan",
                (State.WAITING,),
                State.IN_PROCESS,
                (By.OFFICER, By.SYSTEM),
            ),
            Step(Move.ANSWER, "Jawab", _ASSIGNED, State.ANSWERED, _DESK, says=True),
            Step(
                Move.ACCEPT,
                "Pelapor menyatakan selesai",
                (State.ANSWERED,),
                State.CLOSED,
                (By.REPORTER,),
                ending=Ending.BY_REPORTER,
            ),
            Step(
                Move.LAPSE,
                "Tutup: pelapor tidak menanggapi",
                (State.ANSWERED,),
                State.CLOSED,
                (By.SYSTEM,),
                ending=Ending.BY_SILENCE,
            ),
            Step(
                Move.OBJECT,
                "Pelapor keberatan",
                (State.ANSWERED, State.CLOSED),
                State.OBJECTION,
                (By.REPORTER,),
                says=True,
            ),
            Step(
                Move.REDIRECT,
                "Di luar kewenangan",
                (State.RECEIVED, State.VERIFIED, State.FORWARDED, State.IN_PROCESS),
                State.OUTSIDE,
                _FRONT,
                says=True,
                ending=Ending.OUTSIDE,
            ),
            Step(
                Move.WITHDRAW,
                "Pelapor mencabut laporan",
                (*_UNFINISHED, State.WAITING, State.ANSWERED),
                State.CLOSED,
                (By.REPORTER,),
                ending=Ending.WITHDRAWN,
            ),
            Step(
                Move.ARCHIVE,
                "Arsipkan",
                (State.RECEIVED, State.VERIFIED),
                State.ARCHIVED,
                _FRONT,
                says=True,
                why=True,
                ending=Ending.UNFOUNDED,
            ),
            Step(
                Move.REOPEN,
                "Buka lagi",
                (State.CLOSED, State.OUTSIDE, State.ARCHIVED),
                State.IN_PROCESS,
                _DESK,
                why=True,
            ),
        )
    }
)
"""The one table; `docs/states.md` is printed from it."""


class ForbiddenMove(Refusal):
    """The ticket's state, or who asks, does not allow the move. Nothing was changed."""


class SecondObjection(ForbiddenMove):
    """An objection is taken once."""


def moved(state: State, move: Move, by: By, *, objected: bool = False) -> State:
    """The state after ``move``; ``objected``: the reporter objected before. Raises
    `ForbiddenMove`, `SecondObjection`."""
    step = STEPS[move]
    if state not in step.sources or by not in step.by:
        raise ForbiddenMove(
            'Laporan yang berstatus "%(state)s" tidak dapat diubah dengan langkah "%(move)s". '
            "Muat ulang halaman untuk melihat keadaan terakhir.",
            state=state.label,
            move=step.label,
        )
    if move is Move.OBJECT and objected:
        raise SecondObjection(
            "Keberatan hanya dapat disampaikan satu kali. Bila belum puas, Anda dapat melapor "
            "kepada Ombudsman RI (UU 25/2009 Pasal 40)."
        )
    return step.target


def possible(state: State, by: By, *, objected: bool = False) -> tuple[Step, ...]:
    """What ``by`` may do now, in the order of the table."""
    return tuple(
        step
        for step in STEPS.values()
        if state in step.sources and by in step.by and not (step.move is Move.OBJECT and objected)
    )
