"""Whether the virus scanner answers: told at once when that changes, and once an hour."""

from datetime import datetime, timedelta

from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.media import scanner
from kiosk.store.engine import reading, transaction
from kiosk.store.upkeep import checks

AGAIN = timedelta(hours=1)
NONE = "Instalasi ini tidak memakai pemindai virus."
THERE = "Pemindai virus menjawab."
AWAY = "Pemindai virus tidak menjawab. Lampiran baru menunggu pemindaian."


def watch_scanner(address: str, now: datetime) -> bool:
    """False: there is never more of it to do. ``address`` as in ``KIOSK_CLAMD``, "" for none."""
    seen = Checked(CheckKind.SCANNER, now, True, NONE)
    if address:
        ok = scanner.is_there(address)
        seen = Checked(CheckKind.SCANNER, now, ok, THERE if ok else AWAY)
    with reading():
        last = checks.last(CheckKind.SCANNER, 1)
    if not last or last[0].told != seen.told or now - last[0].at >= AGAIN:
        with transaction():
            checks.add(seen)
    return False
