"""A citizen's form becomes a ticket: its text, files, receipt, clocks and notices together."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.domain.form import Fields
from kiosk.domain.place.code import tidy
from kiosk.flows.filing import ChangedComplaint as ChangedComplaint
from kiosk.flows.filing import Filed as Filed
from kiosk.flows.filing import take_complaint
from kiosk.flows.receiving import House, Upload
from kiosk.store.engine import reading
from kiosk.store.place import points


def file_complaint(
    code: str,
    fields: Fields,
    uploads: Sequence[Upload],
    house: House,
    now: datetime,
    *,
    address: str = "",
    lang: str = "id",
    protected: bool = False,
) -> Filed:
    """Raises `UnknownPoint`, `ClosedPoint`, `InvalidComplaint`, `InvalidAttachment`, `TooMuch`,
    `ChangedComplaint`, `NoSpace`, `Busy`. ``address``: of the sender, counted and not kept."""
    with reading():
        point = points.scanned(tidy(code), now)
    return take_complaint(
        point, fields, uploads, house, now, address=address, lang=lang, protected=protected
    )
