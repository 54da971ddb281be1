"""Steps that ways in share: a citizen's form becomes a ticket, with its text, files, receipt,
clocks and notices together.

The class is decided before the first byte is written: what is *berkadar pengawasan* is sealed on
its way in, and no plain copy of it was ever in the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint import attachment, entry, flood
from kiosk.domain.complaint.entry import Complaint, InvalidComplaint
from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.complaint.receipt import Receipt, is_told_in
from kiosk.domain.complaint.work import FIELD, Work
from kiosk.domain.form import Fields, Problem
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.domain.refusal import Refusal
from kiosk.flows import receiving, room
from kiosk.flows.limits import check_network
from kiosk.flows.quota import check_quota
from kiosk.flows.receiving import Arrival, House, Upload
from kiosk.media.reencode import Prepared, prepare
from kiosk.store.engine import reading, transaction
from kiosk.store.survey import submissions


class ChangedComplaint(Refusal):
    """The key was used for another complaint: the first one stands."""

    def __init__(self) -> None:
        super().__init__(
            "Laporan dari formulir ini sudah terkirim. Untuk menambah sesuatu, buka laporan itu "
            "dengan nomor dan frasa rahasianya; untuk laporan lain, buka formulir baru."
        )


@dataclass(frozen=True)
class Filed:
    """``again``: this very form had been taken in before, and was not taken a second time."""

    point: OpenPoint
    receipt: Receipt
    again: bool
    sealed: bool


def take_complaint(
    point: OpenPoint,
    fields: Fields,
    uploads: Sequence[Upload],
    house: House,
    now: datetime,
    *,
    address: str = "",
    lang: str = "id",
    protected: bool = False,
    received: datetime | None = None,
) -> Filed:
    """Opens transactions of its own. Raises `ClosedPoint`, `InvalidComplaint`,
    `InvalidAttachment`, `TooMuch`, `ChangedComplaint`, `NoSpace`, `Busy`. ``address``: of the
    sender, counted and not kept. ``received``: when it was sent, where that was before now."""
    if point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima laporan.", unit=point.unit.name)
    complaint = entry.read(fields, point.services, protected=protected)
    attachment.check_count([len(one.content) for one in uploads], kept=0)
    receipt = receiving.receipt_of(complaint.key, house)
    _check_phrase(complaint, receipt)
    digest = complaint.digest([one.content for one in uploads])
    if _known(complaint, digest):
        return Filed(point, receipt, True, complaint.ticket_class.is_sealed)
    room.check(uploads, house)
    check_quota(point.unit.id, uploads, now)
    done = Work(complaint.key, fields.get(FIELD, [""])[0])
    room.for_words(lambda: check_network(address, house, now, flood.MOST, work=done), uploads)
    prepared = [prepare(one.name, one.content) for one in uploads]
    arrival = Arrival(point, complaint, Channel.WEB, received or now, lang)
    fresh = room.for_words(lambda: _keep(arrival, prepared, receipt, digest, house, now), uploads)
    return Filed(point, receipt, not fresh, complaint.ticket_class.is_sealed)


def _check_phrase(complaint: Complaint, receipt: Receipt) -> None:
    """Whoever reads the report could open it as its reporter."""
    words = "Tulisan ini memuat frasa rahasia Anda. Hapus dari tulisan, lalu kirim lagi."
    texts = {"judul": complaint.title, "isi": complaint.body, "tempat": complaint.place}
    texts |= {"terlapor": complaint.accused}
    told = [name for name, text in texts.items() if is_told_in(receipt.phrase, text)]
    if told:
        raise InvalidComplaint([Problem(told[-1], words)])


def _known(complaint: Complaint, digest: bytes) -> bool:
    """Whether this form was stored before; raises `ChangedComplaint` where another was."""
    with reading():
        kept = submissions.digest_of(complaint.key_bytes)
    if kept is not None and kept != digest:
        raise ChangedComplaint
    return kept is not None


def _keep(
    arrival: Arrival,
    prepared: Sequence[Prepared],
    receipt: Receipt,
    digest: bytes,
    house: House,
    now: datetime,
) -> bool:
    """False where the same form was stored by another request meanwhile."""
    ready = receiving.make_ready(arrival, prepared, receipt, house, now)
    with transaction():
        if not submissions.reserve(arrival.complaint.key_bytes, digest):
            if submissions.digest_of(arrival.complaint.key_bytes) != digest:
                raise ChangedComplaint
            return False
        receiving.store(ready, house, now)
    return True
