"""What a reporter is told of a ticket: its state in a citizen's words, and the date that matters.

`State.public` is the word of SP4N-LAPOR!; it says who holds the file, not what happens next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.ticket import Ending, State


@dataclass(frozen=True)
class Status:
    """``what`` is so; ``then``: what the reporter can do about it, or "". Indonesian."""

    what: str
    then: str = ""


_STATES: Mapping[State, Status] = MappingProxyType(
    {
        State.RECEIVED: Status(
            "Laporan Anda sudah kami terima dan sedang diperiksa.",
            "Sekarang Anda tidak perlu melakukan apa-apa.",
        ),
        State.VERIFIED: Status(
            "Laporan Anda sudah diperiksa dan menunggu dikerjakan.",
            "Sekarang Anda tidak perlu melakukan apa-apa.",
        ),
        State.FORWARDED: Status(
            "Laporan Anda diteruskan kepada yang berwenang menanganinya.",
            "Sekarang Anda tidak perlu melakukan apa-apa.",
        ),
        State.IN_PROCESS: Status(
            "Laporan Anda sedang dikerjakan.", "Sekarang Anda tidak perlu melakukan apa-apa."
        ),
        State.WAITING: Status(
            "Kami bertanya kepada Anda dan menunggu balasan.",
            "Baca pesan terakhir, lalu balas. Selama menunggu, hitungan hari kantor berhenti.",
        ),
        State.ANSWERED: Status(
            "Laporan Anda sudah dijawab.",
            "Baca jawabannya, lalu nyatakan selesai atau belum selesai.",
        ),
        State.CLOSED: Status("Laporan ini sudah ditutup."),
        State.OBJECTION: Status(
            "Keberatan Anda kami terima. Jawaban yang lama sedang diperiksa ulang.",
            "Sekarang Anda tidak perlu melakukan apa-apa.",
        ),
        State.OUTSIDE: Status(
            "Laporan ini di luar kewenangan kantor ini.",
            "Pesan terakhir menyebut ke mana Anda dapat melapor.",
        ),
        State.ARCHIVED: Status(
            "Laporan ini diarsipkan dan tidak ditindaklanjuti.",
            "Alasannya ada pada pesan terakhir.",
        ),
    }
)
_ENDINGS: Mapping[Ending, Status] = MappingProxyType(
    {
        Ending.BY_REPORTER: Status("Laporan ini selesai, seperti yang Anda nyatakan."),
        Ending.BY_SILENCE: Status(
            "Laporan ini ditutup karena jawaban kantor tidak Anda tanggapi sampai batas waktunya.",
            "Bila masalahnya belum selesai, Anda masih dapat mengatakannya di bawah.",
        ),
        Ending.WITHDRAWN: Status("Laporan ini sudah Anda cabut."),
    }
)


def told(state: State, ending: Ending | None) -> Status:
    """A closed ticket is told by how it ended."""
    known = _ENDINGS.get(ending) if state is State.CLOSED and ending else None
    return known or _STATES[state]


def main_clock(state: State, kind: TicketClass, running: Iterable[Clock]) -> Clock | None:
    """The limit whose date a reporter wants to know: their own while they are awaited, else the
    office's for answering; None where nothing is owed. ``running``: those not met yet."""
    if state in (State.WAITING, State.ANSWERED):
        return Clock.REPLY
    if not state.is_open:
        return None
    # An objection has its own limit until it is answered, whatever step it is in.
    return Clock.OBJECTION if Clock.OBJECTION in running else Clock(kind.value)
