"""How long each class of data is kept, how much of one may go in a run, and when a clock is not to
be believed. The classes are data (``kiosk/data/retensi.toml``)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.place.settings_keep import SETTING, SHORTEST
from kiosk.domain.refusal import Refusal

BY_RUN = "retensi"
FOREVER = "tetap"
IN_FLOW = "alur"
SHARE = 20
"""One in so many of a class in a run, and always one: the cap (F19, F57)."""
TRUSTED = timedelta(days=35)
"""Without a run for longer than this, either the machine slept or its clock jumped: a person says
which day it is."""
BACK = timedelta(days=1)
PERMIT_FOR = timedelta(days=7)
CLOCK = "jam"
"""What a person agrees to besides classes: that the machine's day is today's."""
NOT_RUN = "Tidak dijalankan"
"""How the result of a run begins that did not believe the clock."""


class UnusableSchedule(Refusal):
    """The schedule cannot be read."""


class UnknownClass(Refusal):
    """The schedule has no such class, or nothing of it is erased by a run."""


class OtherNumber(Refusal):
    """Meanwhile another number is over than the one agreed to."""


class WrongDay(Refusal):
    """The day somebody named is not the one the machine shows."""


@dataclass(frozen=True)
class Rule:
    """One class. ``by``: `BY_RUN`, `IN_FLOW`, `FOREVER` or the name of another job. ``capped``:
    more than a share of it needs somebody's agreement."""

    code: str
    label: str
    days: int
    since: str
    by: str
    reason: str
    setting: bool
    capped: bool

    def before(self, now: datetime, days: int | None = None) -> datetime:
        """What is older than this goes."""
        return now - timedelta(days=self.days if days is None else days)


def parse(text: str) -> tuple[Rule, ...]:
    """The classes of a TOML file, in its order; raises `UnusableSchedule`."""
    try:
        return tuple(_rule(code, told) for code, told in tomllib.loads(text).items())
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnusableSchedule("Jadwal retensi tidak terbaca: %(why)s.", why=wrong) from wrong


def _rule(code: str, told: Mapping[str, Any]) -> Rule:
    made = Rule(code=code, **told)
    if made.by == BY_RUN and made.days < SHORTEST:
        raise ValueError(f"{code}: paling sedikit {SHORTEST} hari")
    return made


def run_by_job(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Those that a run erases."""
    return tuple(one for one in rules if one.by == BY_RUN)


def days_of(rule: Rule, settings: Mapping[str, str]) -> int:
    """As the house set it, or the schedule's own."""
    return int(settings.get(SETTING + rule.code, rule.days)) if rule.setting else rule.days


def find(rules: Iterable[Rule], code: str) -> Rule:
    """One that a run erases. Raises `UnknownClass`."""
    for one in run_by_job(rules):
        if one.code == code:
            return one
    known = ", ".join(one.code for one in run_by_job(rules))
    raise UnknownClass('Kelas "%(code)s" tidak ada. Yang ada: %(known)s.', code=code, known=known)


def most(total: int) -> int:
    """How many of a class of ``total`` may go in one run unasked."""
    return max(1, total // SHARE)


@dataclass(frozen=True)
class Due:
    """A class on one day: how many there are, and which are over (ids, in order)."""

    rule: Rule
    before: datetime
    total: int
    ids: tuple[str, ...]

    @property
    def many(self) -> int:
        return len(self.ids)

    @property
    def is_over_cap(self) -> bool:
        return self.rule.capped and self.many > most(self.total)

    def is_agreed(self, confirmed: int | None, *, permitted: int | None) -> bool:
        """``confirmed``: the number typed with this run; ``permitted``: the one agreed to at the
        desk, since when a day's worth may have joined."""
        if not self.is_over_cap:
            return True
        if confirmed is not None:
            return confirmed == self.many
        return permitted is not None and self.many <= permitted + most(self.total)


def clock_fault(now: datetime, trusted: datetime | None, *, looks_bad: bool) -> str | None:
    """Why nothing may be erased by this clock; None: it may. ``trusted``: when a run last believed
    it, or the newest instant in the database before the first."""
    if looks_bad:
        return "jam server diragukan oleh pemeriksaan jam"
    if trusted is None:
        return None
    if now < trusted - BACK:
        return "jam server mundur sejak retensi terakhir"
    if now > trusted + TRUSTED:
        return f"{(now - trusted).days} hari sejak retensi terakhir; jam server mungkin melompat"
    return None
