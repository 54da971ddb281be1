"""Agree that more of a class than usual goes with the next run, by its number; or that the
machine's clock is right."""

from datetime import date, datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep import retention
from kiosk.flows import erasing, expiring
from kiosk.store.engine import transaction
from kiosk.store.people import audit
from kiosk.store.retention import permits


def permit_class(actor: Actor, code: str, many: int, now: datetime) -> None:
    """Raises `UnknownClass`, `OtherNumber`."""
    found = expiring.due_of(retention.find(permits.schedule(), code), now)
    if found.many != many or not found.is_over_cap:
        raise retention.OtherNumber(
            "Angkanya sudah berubah: kini %(many)s. Periksa daftarnya, lalu setujui lagi.",
            many=found.many,
        )
    _give(actor, code, many, now)


def permit_clock(actor: Actor, day: date, now: datetime) -> None:
    """``day``: as the page showed it. Raises `WrongDay`."""
    today = erasing.day_of(now)
    if day != today:
        raise retention.WrongDay(
            "Jam server kini menunjukkan %(day)s (UTC). Muat ulang, lalu periksa lagi.", day=today
        )
    _give(actor, retention.CLOCK, int(day.strftime("%Y%m%d")), now)


def _give(actor: Actor, code: str, many: int, now: datetime) -> None:
    with transaction():
        permits.give(code, many, actor.id, now)
        audit.append(
            at=now,
            actor_id=actor.id,
            action="setujui-retensi",
            object_kind=erasing.KIND,
            object_id=code,
            details={"jumlah": many},
        )
