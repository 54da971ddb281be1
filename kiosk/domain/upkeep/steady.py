"""Whether the machine's clock keeps pace, and what waits while it is in doubt (F19).

The wall clock is held against the seconds since the machine was started, which nobody sets. A step
of it is told; after a large step ahead nothing is deleted or closed by time alone until the clock
has been steady for a day, so that somebody can set it right before it costs anything.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.domain.upkeep.check import Checked, CheckKind

MOST_SKEW = timedelta(minutes=5)
LARGE = timedelta(hours=6)
"""Smaller steps ahead bring nothing to its end that somebody could miss."""
DOUBT_FOR = timedelta(hours=24)
LONG_OFF = timedelta(days=7)
"""After a silence as long as this, nobody can tell a machine that was off from a wrong clock."""
TOLD_EVERY = timedelta(hours=1)
_WAITS = "; penghapusan dan penutupan otomatis menunggu 24 jam"


@dataclass(frozen=True)
class Mark:
    """One look at both clocks; ``steady`` in seconds since the machine was started."""

    wall: datetime
    steady: float


@dataclass(frozen=True)
class Watch:
    """``at``: both clocks when they agreed last. ``off``: the step away from there that is known,
    ``since`` when (steady seconds; None: in order). ``told``: when a result was written last.
    ``came_before``: the step was made before this process began, ``at`` is after it."""

    at: Mark
    told: float
    off: timedelta = timedelta()
    since: float | None = None
    came_before: bool = False

    @property
    def is_doubted(self) -> bool:
        return self.since is not None and self.off > LARGE

    def skew(self, here: Mark) -> timedelta:
        """How far the wall clock is from where the steady one says it should be."""
        return (here.wall - self.at.wall) - timedelta(seconds=here.steady - self.at.steady)


def begun(here: Mark, newest: datetime | None, last: Checked | None) -> tuple[Watch, Checked]:
    """The first look of a process. ``newest``: the newest sign of life in the database; ``last``:
    the result written last."""
    watch = Watch(here, here.steady)
    gap = here.wall - newest if newest else timedelta()
    if gap < -MOST_SKEW:
        if last is not None and not last.ok:
            return watch, _told(here, True, f"Jam server kembali {span(-gap)}, sesudah melompat")
        told = f"Jam server {span(-gap)} lebih awal daripada catatan terakhir"
        return _late(watch, gap, here.steady), _told(here, False, told)
    if gap > LONG_OFF:
        told = f"Server mati {span(gap)} atau jamnya maju{_WAITS}"
        return _late(watch, gap, here.steady), _told(here, False, told)
    if last is not None and not last.ok and here.wall - last.at < DOUBT_FOR:
        since = here.steady - (here.wall - last.at).total_seconds()
        return _late(watch, 2 * LARGE, since), _told(here, False, last.told)
    return watch, _told(here, True, "Jam server tidak lebih awal daripada catatan terakhir")


def _late(watch: Watch, off: timedelta, since: float) -> Watch:
    return replace(watch, off=off, since=since, came_before=True)


def looked(watch: Watch, here: Mark) -> tuple[Watch, Checked | None]:
    """A later look, and the result to write where there is one."""
    skew = watch.skew(here)
    if watch.since is None:
        return _steady(watch, here, skew) if abs(skew) <= MOST_SKEW else _step(watch, here, skew)
    if abs(skew - _known(watch)) > MOST_SKEW:
        return _back_again(watch, here, skew)
    if here.steady - watch.since >= DOUBT_FOR.total_seconds():
        told = f"Jam server ajek 24 jam sesudah bergeser {span(abs(watch.off))}; dianggap benar"
        return Watch(here, here.steady), _told(here, True, told)
    return watch, None


def _known(watch: Watch) -> timedelta:
    """The skew of this process's own two clocks that was told of already."""
    return timedelta() if watch.came_before else watch.off


def _steady(watch: Watch, here: Mark, skew: timedelta) -> tuple[Watch, Checked | None]:
    if here.steady - watch.told < TOLD_EVERY.total_seconds():
        return watch, None
    seconds = round(abs(skew).total_seconds())
    told = f"Jam server ajek, bergeser {seconds} detik sejak {_of(watch, here)} lalu"
    return replace(watch, told=here.steady), _told(here, True, told)


def _of(watch: Watch, here: Mark) -> str:
    return span(timedelta(seconds=here.steady - watch.at.steady))


def _step(watch: Watch, here: Mark, skew: timedelta) -> tuple[Watch, Checked]:
    way = "maju" if skew > timedelta() else "mundur"
    told = f"Jam server mendadak {way} {span(abs(skew))}{_WAITS if skew > LARGE else ''}"
    new = Watch(watch.at, here.steady, skew, here.steady)
    return new, _told(here, False, told)


def _back_again(watch: Watch, here: Mark, skew: timedelta) -> tuple[Watch, Checked]:
    """A second step: the clock was set right, or is wrong in another way."""
    other_way = (skew > timedelta()) != (watch.off > timedelta())
    if abs(skew) <= MOST_SKEW or (watch.came_before and other_way):
        told = f"Jam server benar lagi sesudah bergeser {span(abs(skew - _known(watch)))}"
        return Watch(here, here.steady), _told(here, True, told)
    return _step(watch, here, skew)


def _told(here: Mark, ok: bool, told: str) -> Checked:
    return Checked(CheckKind.CLOCK, here.wall, ok, told if told.endswith(".") else f"{told}.")


def span(length: timedelta) -> str:
    """ "400 hari", "1 jam 20 menit", "6 menit": the two largest parts."""
    minutes = round(length.total_seconds() / 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{days} hari" if days else "", f"{hours} jam" if hours else ""]
    parts.append(f"{rest} menit" if rest or not (days or hours) else "")
    return " ".join([one for one in parts if one][:2])
