"""What a tablet and its watch need to know of an office's hours."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Opening:
    """``since``: when it opened today, where it is open. ``until``: when it closes, or opens next;
    None where it never does again."""

    is_open: bool
    since: datetime | None
    until: datetime | None
