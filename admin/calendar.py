"""The year of a unit, or of the nation: which days do not count, and who says so."""

from collections import Counter
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for

from admin import access, desk
from admin.forms import DeskForm
from kiosk import clock
from kiosk.domain.complaint.workdays import DAYS, HoursSet
from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.domain.place import calendar_file
from kiosk.domain.place.holiday import FIRST_YEAR, LAST_YEAR
from kiosk.flows.place.show_calendar import ListedDay, YearView, show_calendar
from kiosk.i18n import day_text, month_names

bp = Blueprint("calendar", __name__)
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@bp.get("/kalender/<unit>")
@bp.get("/kalender/<unit>/<int:year>")
@access.needs(Action.SEE_CALENDAR, "unit")
def of_unit(unit: str, year: int | None = None) -> str:
    editable = access.actor().may(Action.EDIT_CALENDAR, access.spot())
    return _page(unit, year, editable)


@bp.get("/kalender-nasional")
@bp.get("/kalender-nasional/<int:year>")
@access.needs(Action.SEE_CALENDAR)
def of_nation(year: int | None = None) -> str:
    return _page(None, year, access.actor().may(Action.EDIT_CALENDAR, INSTALLATION))


@bp.get("/kalender/<unit>/<int:year>.csv")
@access.needs(Action.SEE_CALENDAR, "unit")
def file_of_unit(unit: str, year: int) -> Response:
    return _file(unit, year)


@bp.get("/kalender-nasional/<int:year>.csv")
@access.needs(Action.SEE_CALENDAR)
def file_of_nation(year: int) -> Response:
    return _file(None, year)


def _file(unit: str | None, year: int) -> Response:
    """The calendar's own days, in the form in which they can be brought back."""
    found = show_calendar(unit, _known(year))
    own = [one.holiday for one in found.days if one.own]
    name = f"libur-{unit or 'nasional'}-{year}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + calendar_file.write(own), mimetype="text/csv", headers=headers)


def _known(year: int) -> int:
    if year not in YEARS:
        abort(404)
    return year


def _page(unit: str | None, year: int | None, editable: bool) -> str:
    found = show_calendar(unit, _known(year or clock.now().year))
    return render_template(
        "desk/calendar.html",
        unit=found.unit,
        year=found.year,
        is_known=found.is_known,
        total=sum(found.workdays),
        months=_months(found),
        common=_common(found),
        usual_set=any(one.last is None for one in found.hours),
        withdrawn=[{**_day(one), "why": one.withdrawn_why} for one in found.withdrawn],
        hours=[_hours(one, unit, editable) for one in found.hours],
        links=_links(unit, found.year),
        edits=_edits(unit, found.year) if editable else None,
        form=DeskForm(),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.calendar.of_unit") if unit else [],
    )


def _links(unit: str | None, year: int) -> dict[str, str | None]:
    def to(endpoint: str, at: int) -> str:
        place: dict[str, Any] = {"unit": unit} if unit else {}
        return url_for(f".{endpoint}", year=at, **place)

    page = "of_unit" if unit else "of_nation"
    return {
        "before": to(page, year - 1) if year - 1 in YEARS else None,
        "after": to(page, year + 1) if year + 1 in YEARS else None,
        "file": to("file_of_unit" if unit else "file_of_nation", year),
        "nation": url_for(".of_nation", year=year) if unit else None,
    }


def _edits(unit: str | None, year: int) -> dict[str, str]:
    if unit is None:
        names = ("add_national", "withdraw_national", "import_national")
        add, gone, brought = (url_for(f"desk.calendar_edits.{name}", tahun=year) for name in names)
        return {"add": add, "withdraw": gone, "import": brought}
    made = {"add": "add_local", "withdraw": "withdraw_local", "import": "import_local"}
    found = {
        key: url_for(f"desk.calendar_edits.{name}", unit=unit, tahun=year)
        for key, name in made.items()
    }
    return {**found, "hours": url_for("desk.office_hours.new", unit=unit)}


def _months(found: YearView) -> list[dict[str, Any]]:
    """Only what does not count is listed: a month without a holiday is one line."""
    return [
        {
            "name": name,
            "workdays": found.workdays[number - 1],
            "days": [
                {**_day(one), "common": _basis(one) == _common(found)}
                for one in found.days
                if one.holiday.day.month == number
            ],
        }
        for number, name in enumerate(month_names(), 1)
    ]


def _basis(one: ListedDay) -> tuple[str, str]:
    return one.holiday.decree, one.holiday.source


def _common(found: YearView) -> tuple[str, str] | None:
    """The decree most days rest on, said once instead of twenty-five times."""
    known = Counter(map(_basis, found.days)).most_common(1)
    return known[0][0] if known else None


def _day(one: ListedDay) -> dict[str, Any]:
    return {
        "iso": one.holiday.day.isoformat(),
        "date": day_text(one.holiday.day),
        "name": one.holiday.name,
        "kind": one.holiday.kind.value,
        "label": one.holiday.kind.label,
        "where": one.where,
        "decree": one.holiday.decree,
        "source": one.holiday.source,
        "own": one.own,
    }


def _hours(one: HoursSet, unit: str | None, editable: bool) -> dict[str, Any]:
    until = f"sampai {day_text(one.last)}" if one.last else "sampai ada perubahan"
    mine = editable and unit is not None and one.near == 0
    return {
        "label": one.label,
        "span": f"{day_text(one.first)} {until}",
        "first": one.first.isoformat(),
        "own": one.near == 0,
        "week": [
            (name, str(hours) if hours else None)
            for name, hours in zip(DAYS, one.week, strict=True)
        ],
        "withdraw": url_for("desk.office_hours.withdraw", unit=unit) if mine else None,
    }
