"""When people were served well and when not: the hours of the week."""

from admin.month_blocks import both
from admin.tables import Block, Table
from kiosk.domain.index.breakdown import HeatCell, HeatMap
from kiosk.draw.heat import Cell, heat
from kiosk.draw.svg import Drawing
from kiosk.i18n import number

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MOST_COLUMNS = 13
"""More hours than these stand below one another also on a wide page."""


def of_hours(found: HeatMap) -> Block | None:
    if not found.cells:
        return None
    return Block(
        key="jam",
        title="Menurut hari dan jam",
        table=Table(
            ("Hari", "Jam", "Jawaban", "IKM"),
            [(DAYS[one.weekday], f"{one.hour:02d}.00", one.n, one.ikm) for one in found.cells],
        ),
        pictures=_pictures(found),
        note=_note(found),
    )


def lowest_hour(found: HeatMap, least: int) -> HeatCell | None:
    """Of those with ``least`` answers, where there are two to compare."""
    known = [one for one in found.cells if one.ikm is not None and (one.n or 0) >= least]
    return min(known, key=lambda one: one.ikm or 0) if len(known) > 1 else None


def _note(found: HeatMap) -> str:
    said = (
        "Makin gelap, makin rendah. Kotak bergaris: terlalu sedikit jawaban. Pada jam yang "
        "ramai, antrean ikut menentukan."
    )
    if found.untimed:
        said += f" {number(found.untimed)} jawaban tanpa jam (kertas atau berkas) tidak masuk peta."
    return said


def _pictures(found: HeatMap) -> tuple[Drawing, Drawing]:
    days = sorted({one.weekday for one in found.cells})
    hours = list(range(min(one.hour for one in found.cells), _last(found) + 1))
    upright = {
        (hours.index(one.hour), days.index(one.weekday)): Cell(one.ikm, one.n or 0)
        for one in found.cells
    }
    lying = {(day, hour): cell for (hour, day), cell in upright.items()}
    day_names, hour_names = [DAYS[day][:3] for day in days], [f"{hour:02d}" for hour in hours]

    def draw(width: int) -> Drawing:
        if width > 480 and len(hours) <= MOST_COLUMNS:
            return heat(day_names, hour_names, lying, "IKM menurut hari dan jam", width=width)
        return heat(hour_names, day_names, upright, "IKM menurut jam dan hari", width=width)

    return both(draw)


def _last(found: HeatMap) -> int:
    return max(one.hour for one in found.cells)
