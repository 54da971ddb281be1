"""Figures of complaints adopted by a unit as targets of its performance.

Capaian kinerja asks whether a target was reached, and whether the year was better than the last
and than the national or peer mean. How long complaints take enters the hasil this way only: the
LKE counts those finished, not their days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.entry import Entry, read
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.kinerja import OPTIONS
from kiosk.domain.zi.lke import InvalidShare, MoreHandledThanReceived, ZeroComplaints

SOURCE_LENGTH = (5, 300)


class Indicator(StrEnum):
    """What may be adopted."""

    HANDLED = "ditindaklanjuti"
    ON_TIME = "tepat-waktu"
    MEDIAN = "median-hari"

    @property
    def label(self) -> str:
        return _TRAITS[self][0]

    @property
    def measure(self) -> str:
        return _TRAITS[self][1]

    @property
    def lower_is_better(self) -> bool:
        return self is Indicator.MEDIAN

    @property
    def _entry(self) -> Entry:
        return Entry(f"{self.label} ({self.measure})", 0, *_TRAITS[self][2:])


_TRAITS = {
    Indicator.HANDLED: ("Pengaduan yang ditindaklanjuti", "persen", 100, "95"),
    Indicator.ON_TIME: ("Pengaduan yang dijawab tepat waktu", "persen", 100, "90"),
    Indicator.MEDIAN: ("Median lama penyelesaian pengaduan", "hari kerja", 365, "10"),
}


class InvalidTarget(Refusal):
    """A target, or the mean it is held against, cannot be taken."""


class UnreasonedChoice(Refusal):
    """A better option than the one that follows was chosen without saying why."""


@dataclass(frozen=True)
class Target:
    """``value`` in the indicator's measure, above 0. ``peer``: a national or peer mean in the
    same measure with its ``peer_source``; None where none is known."""

    indicator: Indicator
    value: Fraction
    peer: Fraction | None = None
    peer_source: str = ""


def read_target(indicator: Indicator, value: str, peer: str, source: str) -> Target | None:
    """As typed; None: not adopted. Raises `InvalidFigure`, `InvalidTarget`, naming the
    indicator."""
    if not value.strip():
        if peer.strip() or source.strip():
            raise InvalidTarget(
                "%(label)s: isi targetnya dahulu, atau kosongkan rata-rata pembandingnya.",
                label=indicator.label,
            )
        return None
    wanted = read(indicator._entry, value)
    if not wanted:
        raise InvalidTarget("%(label)s: target harus lebih dari 0.", label=indicator.label)
    mean = read(indicator._entry, peer) if peer.strip() else None
    return Target(indicator, wanted, mean, _source(indicator, mean, source))


def _source(indicator: Indicator, mean: Fraction | None, text: str) -> str:
    clean = " ".join(text.replace("\0", "").split())
    least, most = SOURCE_LENGTH
    if mean is not None and not least <= len(clean) <= most:
        raise InvalidTarget(
            "%(label)s: tulis sumber rata-rata pembandingnya dengan 5 sampai 300 karakter.",
            label=indicator.label,
        )
    if mean is None and clean:
        raise InvalidTarget(
            "%(label)s: isi rata-rata pembandingnya, atau kosongkan sumbernya.",
            label=indicator.label,
        )
    return clean


@dataclass(frozen=True)
class ComplaintYear:
    """Reports of one year. ``due``: had to be followed up; ``handled``: of them, answered ever.
    ``judged``: whose limit was met or has passed; ``on_time``: of them, met. ``median``: working
    days until closed. Raises `InvalidShare`, `MoreHandledThanReceived`."""

    due: int
    handled: int
    judged: int
    on_time: int
    median: int | None

    def __post_init__(self) -> None:
        _require_part(Indicator.HANDLED, self.handled, self.due)
        _require_part(Indicator.ON_TIME, self.on_time, self.judged)
        if self.median is not None and self.median < 0:
            raise InvalidShare("Median lama penyelesaian tidak boleh negatif.")

    def value(self, indicator: Indicator, zero: ZeroComplaints) -> Fraction | None:
        """In the indicator's measure, exact; None cannot be told. Without a single complaint a
        share is whole or unknown by ``zero``; days there are none in any case."""
        if indicator is Indicator.MEDIAN:
            return None if self.median is None else Fraction(self.median)
        if not self.due:
            return Fraction(100) if zero is ZeroComplaints.PENUH else None
        part, whole = self._share(indicator)
        return Fraction(100 * part, whole) if whole else None

    def _share(self, indicator: Indicator) -> tuple[int, int]:
        if indicator is Indicator.HANDLED:
            return self.handled, self.due
        return self.on_time, self.judged


def _require_part(indicator: Indicator, part: int, whole: int) -> None:
    if min(part, whole) < 0:
        raise InvalidShare(
            "%(label)s: jumlah pengaduan tidak boleh negatif.", label=indicator.label
        )
    if part > whole:
        raise MoreHandledThanReceived(
            "%(label)s (%(part)s) melebihi jumlah pengaduannya (%(whole)s). Periksa kembali.",
            label=indicator.label,
            part=part,
            whole=whole,
        )


@dataclass(frozen=True)
class Achievement:
    """A target with this year beside last year, in the indicator's measure. ``empty``: a year
    without a complaint that counts as full."""

    target: Target
    this: Fraction | None
    last: Fraction | None
    empty: bool = False

    @property
    def percent(self) -> Fraction | None:
        """Of the target, exact, never below 0. Where lower is better: (2 x target - realisasi) /
        target, the formula of performance reports for such indicators. Days of no complaint are
        100."""
        wanted, found = self.target.value, self.this
        if found is None:
            return Fraction(100) if self.empty else None
        if self.target.indicator.lower_is_better:
            return max(100 * (2 * wanted - found) / wanted, Fraction(0))
        return 100 * found / wanted

    @property
    def better_than_last(self) -> bool | None:
        return self._better_than(self.last)

    @property
    def better_than_peer(self) -> bool | None:
        return self._better_than(self.target.peer)

    def _better_than(self, other: Fraction | None) -> bool | None:
        if self.this is None or other is None:
            return None
        return self.this < other if self.target.indicator.lower_is_better else self.this > other


def achieved(
    targets: Iterable[Target], this: ComplaintYear, last: ComplaintYear, zero: ZeroComplaints
) -> tuple[Achievement, ...]:
    """Each target with what the counted complaints say of it."""
    empty = not this.due and zero is ZeroComplaints.PENUH
    return tuple(
        Achievement(one, this.value(one.indicator, zero), last.value(one.indicator, zero), empty)
        for one in targets
    )


@dataclass(frozen=True)
class Proposal:
    """``option``: the one of A to D that follows; None: nothing follows, a person says it all.
    ``reasons``: Indonesian sentences with the figures."""

    option: str | None
    reasons: tuple[str, ...]

    @property
    def because(self) -> str:
        return " ".join(self.reasons)


NO_TARGET = "Belum ada indikator pengaduan yang dijadikan target, jadi tidak ada usulan."
NO_FIGURE = "Belum ada angka pengaduan tahun ini untuk target yang dipilih."


def proposed(found: Sequence[Achievement]) -> Proposal:
    """Every adopted target has to bear what an option says; whoever adopted targets is outcome
    oriented, so E never follows. What cannot be told is left out and said."""
    known = [one for one in found if one.percent is not None]
    if not known:
        return Proposal(None, (NO_FIGURE if found else NO_TARGET,))
    option, weak = _option(known)
    left = [one for one in found if one.percent is None]
    told = [_reason(one, option) for one in (weak or known)]
    told += [f"{one.target.indicator.label}: belum ada angkanya, tidak dinilai." for one in left]
    return Proposal(option, tuple(told))


def _option(known: Sequence[Achievement]) -> tuple[str, list[Achievement]]:
    """And the targets that keep it from being better; none for A."""
    missed = [one for one in known if (one.percent or 0) < 100]
    if missed:
        return "D", missed
    same = [one for one in known if not one.better_than_last]
    if same:
        return "C", same
    lower = [one for one in known if (one.percent or 0) <= 100 or not one.better_than_peer]
    return ("B", lower) if lower else ("A", [])


def _reason(one: Achievement, option: str) -> str:
    name, percent = one.target.indicator.label, shown(one.percent or Fraction(0))
    none = " (tanpa satu pun pengaduan, dihitung penuh menurut pengaturan)" if one.empty else ""
    head = f"{name}: capaian {percent} persen dari target{none}"
    if option == "D":
        return f"{head}, target tidak tercapai."
    if option == "C":
        return f"{head}, {_against(one.better_than_last, 'tahun lalu')}."
    if option == "A":
        return f"{head}, lebih baik dari tahun lalu dan dari rata-rata pembanding."
    if (one.percent or 0) <= 100:
        return f"{head} dan lebih baik dari tahun lalu, tetapi tidak lebih dari 100 persen."
    told = _against(one.better_than_peer, "rata-rata nasional atau sejenis")
    return f"{head} dan lebih baik dari tahun lalu, tetapi {told}."


def _against(better: bool | None, what: str) -> str:
    return f"{what} tidak ada angkanya" if better is None else f"tidak lebih baik dari {what}"


@dataclass(frozen=True)
class Choice:
    """What a person chose: option, what followed then and why, and the reason to differ."""

    option: str
    follows: str | None
    because: str
    reason: str

    @property
    def is_better(self) -> bool:
        """Than what followed from the targets."""
        return self.follows is not None and _rank(self.option) < _rank(self.follows)


def choose(option: str, proposal: Proposal, reason: str) -> Choice:
    """Raises `UnreasonedChoice` for a better option than follows without a reason."""
    clean = " ".join(reason.replace("\0", "").split())[: SOURCE_LENGTH[1]]
    made = Choice(option, proposal.option, proposal.because, clean)
    if made.is_better and len(clean) < SOURCE_LENGTH[0]:
        raise UnreasonedChoice(
            "Dari target dan angka pengaduan mengikuti pilihan %(follows)s. Untuk memilih "
            "%(option)s, tulis alasannya.",
            follows=proposal.option,
            option=option,
        )
    return made


def _rank(option: str) -> int:
    return [one.code for one in OPTIONS].index(option)
