"""``kiosk deadline``: when an answer is due and why, without a database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.complaint.deadline import Deadline, Pause, compute
from kiosk.domain.complaint.limits import LIMITS, Clock, Limit, StatuteLimit
from kiosk.domain.complaint.steps import Step, numbered
from kiosk.domain.complaint.workdays import DAYS
from kiosk.domain.place.holiday import FIRST_YEAR, LAST_YEAR
from kiosk.domain.refusal import Refusal
from kiosk.flows.decrees import national_calendar

Document = dict[str, object]
_SPARE_YEARS = 2
"""The longest limit and a holiday-rich year end within the year after the next."""


class UnusableInput(Refusal):
    """An option that cannot be read; the sentence names it and what was expected."""


@dataclass(frozen=True)
class Asked:
    """What was typed, read. ``naive``: an instant came without an offset."""

    limit: Limit
    zone: str
    received: datetime
    pauses: tuple[Pause, ...]
    naive: bool


@click.command("deadline", help="Hitung tenggat dalam hari kerja, dengan penjelasan tiap hari.")
@click.option(
    "--class", "name", type=click.Choice([one.value for one in Clock]), required=True,
    help="Kelas laporan, atau langkah yang ditunggu.",
)  # fmt: skip
@click.option("--received", required=True, metavar="ISO", help="Saat diterima (ISO 8601).")
@click.option(
    "--zone", default="Asia/Makassar", envvar="KIOSK_TIMEZONE", show_default=True,
    help="Zona waktu kantor; juga bagi waktu yang ditulis tanpa selisih UTC.",
)  # fmt: skip
@click.option(
    "--pause", "pauses", multiple=True, metavar="FROM/TO",
    help="Menunggu pelapor dari FROM sampai sebelum TO; boleh lebih dari satu.",
)  # fmt: skip
@json_option
@refusing
def deadline(name: str, received: str, zone: str, pauses: tuple[str, ...], as_json: bool) -> None:
    """08.00 to 16.00 all year: Ramadan and local hours belong to units, which are not asked."""
    asked = _read(LIMITS[Clock(name)], received, zone, pauses)
    calendar = national_calendar(asked.zone, _years(asked))
    found = compute(calendar, asked.received, asked.limit.days, asked.pauses)
    show(document(asked, found), table(asked, found), as_json=as_json)


def _years(asked: Asked) -> range:
    ends = [one.end for one in asked.pauses if one.end is not None]
    last = max([asked.received, *ends]).year + _SPARE_YEARS
    return range(asked.received.year, last + 1)


def _read(limit: Limit, received: str, zone: str, pauses: Sequence[str]) -> Asked:
    place = _zone(zone)
    spans = [_ends(one) for one in pauses]
    instants = [_instant("--received", received, place)]
    instants += [_instant("--pause", text, place) for span in spans for text in span]
    return Asked(
        limit,
        zone,
        instants[0][0],
        tuple(_pause(instants[n][0], instants[n + 1][0]) for n in range(1, len(instants), 2)),
        any(naive for _, naive in instants),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise UnusableInput(
            '--zone: zona waktu "%(name)s" tidak dikenal; tulis misalnya Asia/Jakarta, '
            "Asia/Makassar atau Asia/Jayapura.",
            name=_shown(name),
        ) from wrong


def _ends(text: str) -> tuple[str, str]:
    start, slash, end = text.partition("/")
    if not slash or "/" in end:
        raise UnusableInput(
            '--pause: "%(text)s" harus berupa FROM/TO, dua waktu ISO 8601 yang dipisah garis '
            "miring.",
            text=_shown(text),
        )
    return start, end


def _instant(option: str, text: str, zone: ZoneInfo) -> tuple[datetime, bool]:
    """In ``zone``, and whether the text left the offset out."""
    try:
        read = datetime.fromisoformat(text)
        _check_year(read)
        naive = read.tzinfo is None
        return (read.replace(tzinfo=zone) if naive else read.astimezone(zone)), naive
    except ValueError as wrong:
        raise UnusableInput(
            '%(option)s: "%(text)s" harus berupa waktu ISO 8601 dari tahun %(first)s sampai '
            "%(last)s, misalnya 2026-03-13T15:59+08:00.",
            option=option,
            text=_shown(text),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        ) from wrong


def _check_year(read: datetime) -> None:
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError(read.year)


def _pause(start: datetime, end: datetime) -> Pause:
    if end < start:
        raise UnusableInput(
            "--pause: akhir jeda %(end)s lebih awal dari mulainya %(start)s.",
            end=end.isoformat(),
            start=start.isoformat(),
        )
    return Pause(start, end)


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text[:60])


def document(asked: Asked, found: Deadline) -> Document:
    """The JSON of a deadline; ``explanation`` begins on the day of receipt, and its days that
    count are as many as ``working_days``."""
    limit = asked.limit
    return {
        "class": limit.clock.value,
        "received": asked.received.isoformat(),
        "due": found.due.isoformat(),
        "working_days": found.days,
        "explanation": [
            {"date": step.date.isoformat(), "counts": step.counts, "reason": _told(number, step)}
            for number, step in numbered(found.steps)
        ],
        "zone": asked.zone,
        "day_zero": found.day0.isoformat(),
        "paused_days": found.paused,
        "provisional": found.provisional,
        "regulation": limit.regulation,
        "article": limit.article,
        "calendar_days": [_statute(one, asked) for one in limit.statute],
        "notes": list(_notes(asked, found)),
    }


def _statute(one: StatuteLimit, asked: Asked) -> Document:
    last = one.last_day(asked.received.date())
    return {
        "article": one.article,
        "days": one.days,
        "last_day": last.isoformat() if last else None,
        "sentence": one.sentence,
    }


def _told(number: int | None, step: Step) -> str:
    return step.reason if number is None else f"hari ke-{number}: {step.reason}"


def _notes(asked: Asked, found: Deadline) -> Iterator[str]:
    if asked.limit.note:
        yield asked.limit.note
    if asked.limit.statute:
        yield (
            f"Undang-undang menghitung hari kalender; tenggat di atas {found.days} hari kerja "
            "dan tidak berubah karenanya."
        )
    if asked.naive:
        yield f"Waktu tanpa selisih UTC dibaca sebagai waktu setempat {asked.zone}."
    if found.provisional:
        yield "Belum pasti: libur nasional atau cuti bersama sampai tenggat belum ditetapkan."


def table(asked: Asked, found: Deadline) -> Iterator[str]:
    """The lines a person reads: the answer first, then each day."""
    limit = asked.limit
    yield f"Tenggat   {_instant_told(found.due)}"
    yield f"Diterima  {_instant_told(asked.received)}"
    yield f"Batas     {limit.label}: {found.days} hari kerja ({limit.regulation}, {limit.article})"
    if found.paused:
        yield f"Jeda      {found.paused} hari kerja tidak dihitung"
    yield ""
    yield from columns([_row(number, step) for number, step in numbered(found.steps)])
    yield from _beside(asked, found)


def _instant_told(instant: datetime) -> str:
    moment = "%H.%M.%S" if instant.second or instant.microsecond else "%H.%M"
    told = instant.strftime(f"%Y-%m-%d pukul {moment}")
    return f"{DAYS[instant.weekday()]} {told} {instant.tzname()}"


def _row(number: int | None, step: Step) -> tuple[str, str, str, str]:
    counted = "-" if number is None else str(number)
    return step.date.isoformat(), DAYS[step.date.weekday()], counted, step.reason


def _beside(asked: Asked, found: Deadline) -> Iterator[str]:
    if asked.limit.statute:
        yield ""
        yield "Menurut undang-undang, dalam hari kalender:"
    for one in asked.limit.statute:
        last = one.last_day(asked.received.date())
        until = f" Di sini sampai {last.isoformat()}." if last else ""
        yield f"  {one.article}: {one.sentence}{until}"
    for note in _notes(asked, found):
        yield f"Catatan: {note}"
