"""What the Ombudsman finds and recommends, and what became of it.

UU 37/2008 Pasal 38: whoever is above the one reported on carries a recommendation out and reports
to the Ombudsman within 60 days of receiving it. Saran and tindakan korektif carry their own dates
in the letter.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.register_fields import Field, Sort, Value

RECOMMENDATION = "rekomendasi"
KINDS = (
    ("temuan", "Temuan"),
    ("saran", "Saran"),
    ("tindakan-korektif", "Tindakan korektif"),
    (RECOMMENDATION, "Rekomendasi"),
)
FIELDS = (
    Field("kind", "Jenis", Sort.CHOICE, required=True, choices=KINDS),
    Field("number", "Nomor surat atau laporan", help="Seperti tertulis pada surat Ombudsman."),
    Field("received", "Tanggal diterima", Sort.DAY, required=True),
    Field("text", "Isinya", Sort.TEXT, required=True,
          help="Ringkas, tanpa nama pelapor."),
    Field("due", "Tenggat", Sort.AHEAD,
          help="Menurut suratnya. Kosong pada rekomendasi: dihitung dari tanggal diterima."),
    Field("action", "Tindakan", Sort.TEXT, later=True,
          help="Apa yang sudah dilakukan, kapan, oleh siapa (jabatan)."),
)  # fmt: skip


class State(StrEnum):
    """The values are what the table keeps and what addresses name."""

    NEW = "baru"
    RUNNING = "dikerjakan"
    REPORTED = "dilaporkan"
    DONE = "selesai"
    REFUSED = "tidak-dilaksanakan"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.NEW: "Baru",
    State.RUNNING: "Dikerjakan",
    State.REPORTED: "Dilaporkan ke Ombudsman",
    State.DONE: "Selesai",
    State.REFUSED: "Tidak dilaksanakan",
}
OPEN = frozenset({State.NEW, State.RUNNING, State.REPORTED})
_ORDER = tuple(State)


class UnfitState(Refusal):
    """What the step needs is missing."""


def check(values: Mapping[str, Value]) -> None:
    """Raises `InvalidEntry`."""
    due, received = values["due"], values["received"]
    if isinstance(due, date) and isinstance(received, date) and due < received:
        raise InvalidEntry({"due": "Tenggat tidak dapat sebelum tanggal diterima."})


def with_due(values: Mapping[str, Value], days: int) -> dict[str, Value]:
    """A recommendation without a date of its own is due ``days`` calendar days after receipt."""
    made, received = dict(values), values["received"]
    if values["kind"] == RECOMMENDATION and made["due"] is None and isinstance(received, date):
        made["due"] = received + timedelta(days=days)
    return made


def check_move(before: State, to: State, *, note: str, action: str, proofs: int) -> None:
    """Raises `UnfitState`."""
    if before is to:
        raise UnfitState("Pilih keadaan yang lain dari sekarang.")
    goes_back = before not in OPEN or _ORDER.index(to) < _ORDER.index(before)
    if not note and (to is State.REFUSED or goes_back):
        raise UnfitState("Tulis alasannya. Alasan masuk riwayat.")
    if to is State.DONE and not action:
        raise UnfitState("Isi dahulu tindakan yang dilakukan.")
    if to is State.DONE and proofs < 1:
        raise UnfitState("Lampirkan dahulu paling sedikit satu bukti: foto atau PDF.")


def next_states(state: State) -> tuple[State, ...]:
    """What may be chosen, the usual first."""
    return tuple(one for one in _ORDER if one is not state)
