"""What the keys of a count are called."""

from collections.abc import Callable, Mapping

from kiosk.domain.complaint.handling_counts import Dimension
from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.ticket import State
from kiosk.domain.month import month_title

_KINDS = {
    Kind.COMPLAINT: "Pengaduan",
    Kind.ASPIRATION: "Aspirasi",
    Kind.INFORMATION: "Permintaan informasi",
}
_NAMES: Mapping[Dimension, Callable[[str], str]] = {
    Dimension.STATE: lambda key: State(key).label,
    Dimension.TICKET_CLASS: lambda key: TicketClass(key).label,
    Dimension.KIND: lambda key: _KINDS[Kind(key)],
    Dimension.CHANNEL: lambda key: Channel(key).label,
    Dimension.MONTH: lambda key: month_title(int(key.replace("-", ""))),
}


def name_of(by: Dimension, key: str) -> str:
    """In Indonesian; units and public statuses are called by their keys."""
    return _NAMES[by](key) if by in _NAMES else key
