"""Steps that ways in share: how many files one unit takes in a day. A machine that sends small
pictures from many networks fills no disk and buries no officer; words are heard all the same."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.domain.complaint.attachment import MOST_OF_UNIT, TooManyToday
from kiosk.flows.receiving import Upload
from kiosk.store.complaint import attachments
from kiosk.store.engine import reading

DAY = timedelta(days=1)


def check_quota(unit_id: int, uploads: Sequence[Upload], now: datetime) -> None:
    """Raises `TooManyToday`; before anything dear is done with the files."""
    if not uploads:
        return
    with reading():
        there = attachments.of_unit_since(unit_id, now - DAY)
    if there + len(uploads) > MOST_OF_UNIT:
        raise TooManyToday
