"""A complaint that came by another way, as a colleague enters it: how, and when it truly came."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.entry import InvalidComplaint
from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.form import Problem

CHANNELS = (Channel.COUNTER, Channel.PHONE, Channel.LETTER, Channel.EMAIL, Channel.WHATSAPP)
OLDEST = timedelta(days=366)
"""Nobody enters what is older: its limits are long over."""
_FORM = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Came:
    """``at``: aware."""

    channel: Channel
    at: datetime


def came(channel: str, local: str, zone: str, now: datetime) -> Came:
    """``local``: "2026-10-15T09:30" on the clock of the unit's ``zone``. Raises
    `InvalidComplaint` on ``saluran``, ``diterima``."""
    problems = []
    if channel not in CHANNELS:
        problems.append(Problem("saluran", "Pilih lewat mana laporan ini datang."))
    at = _moment(local, zone)
    if at is None:
        problems.append(Problem("diterima", "Tulis tanggal dan jam laporan ini diterima."))
    elif at > now:
        problems.append(Problem("diterima", "Waktu diterima tidak boleh di masa depan."))
    elif now - at > OLDEST:
        problems.append(Problem("diterima", "Waktu diterima paling lama satu tahun yang lalu."))
    if problems or at is None:
        raise InvalidComplaint(problems)
    return Came(Channel(channel), at)


def _moment(local: str, zone: str) -> datetime | None:
    try:
        return datetime.strptime(local.strip()[:16], _FORM).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None


def local_now(now: datetime, zone: str) -> str:
    """As a form's field is filled at first."""
    return now.astimezone(ZoneInfo(zone)).strftime(_FORM)
