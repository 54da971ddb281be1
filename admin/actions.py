"""The rencana aksi of a dossier: the list by area, and one of them."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from admin import access, desk, zi, zi_proofs
from admin.editing import EditForm
from admin.zi import short_day
from kiosk import clock
from kiosk.domain.index.plan import Move, PlanState, Step, steps_of
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.action import AREA_NAMES, STATES, Progress, ZiAction
from kiosk.domain.zi.proof import Subject
from kiosk.flows.zi.list_actions import ActionList, list_actions
from kiosk.flows.zi.show_action import ActionView, Past, show_action, year_of
from kiosk.i18n import number

bp = Blueprint("actions", __name__)
LATE, VIEW = "terlambat", "keadaan"
MOVES = {
    "buat": "Ditulis",
    "ubah": "Diubah",
    "mulai": "Mulai dikerjakan",
    "selesaikan": "Ditandai selesai",
    "batalkan": "Dibatalkan",
    "lanjutkan": "Tanda selesai dicabut",
    "pulihkan": "Dipulihkan",
}
_PAGES = {
    Move.START: "start",
    Move.FINISH: "finish",
    Move.DROP: "drop",
    Move.REOPEN: "reopen",
    Move.RESTORE: "restore",
}


@bp.get("/zi/<unit>/<int:year>/aksi")
@access.needs(Action.SEE_ZI, "unit")
def listed(unit: str, year: int) -> str:
    around = zi.around(unit, year, "desk.actions.listed")
    found, state = list_actions(unit, year, clock.now()), request.args.get(VIEW, "")
    may_keep = access.actor().may(Action.KEEP_ZI, access.spot())
    return render_template(
        "desk/zi/actions.html",
        unit=found.unit,
        year=year,
        whole=_progress(found.whole),
        views=_views(found, state),
        areas=[_area(number, found, state, may_keep=may_keep) for number in AREA_NAMES],
        any_action=bool(found.actions),
        filtered=state in _filters(),
        may_keep=may_keep,
        make_url=url_for("desk.action_edits.make", unit=unit, year=year),
        **around,
    )


def _filters() -> set[str]:
    return {LATE, *PlanState}


def _views(found: ActionList, state: str) -> list[dict[str, Any]]:
    """Label, address and how many, of each filter."""
    counts = {one: sum(made.state is one for made in found.actions) for one in PlanState}
    named = [("", "Semua", len(found.actions)), (LATE, "Terlambat", found.whole.late)]
    named += [(one.value, STATES[one], counts[one]) for one in PlanState]
    asked = state if state in _filters() else ""
    return [
        {
            "label": label,
            "url": _list_url(found.unit.code, found.year, keadaan=value or None),
            "current": value == asked,
            "count": number(count),
            "late": value == LATE and count > 0,
        }
        for value, label, count in named
    ]


def _area(area: str, found: ActionList, state: str, *, may_keep: bool) -> dict[str, Any]:
    shown = [one for one in found.of_area(area) if _wanted(one, state, found)]
    make = url_for("desk.action_edits.make", unit=found.unit.code, year=found.year, area=area)
    return {
        "number": area,
        "label": AREA_NAMES[area],
        "progress": _progress(found.areas[area]),
        "actions": [_line(one, found) for one in shown],
        "make_url": make if may_keep else None,
    }


def _wanted(one: ZiAction, state: str, found: ActionList) -> bool:
    if state == LATE:
        return one.days_late(found.today) > 0
    return state not in set(PlanState) or one.state == state


def _line(one: ZiAction, found: ActionList) -> dict[str, Any]:
    here: dict[str, Any] = {"unit": found.unit.code, "year": found.year, "action": one.id}
    return {
        "url": url_for("desk.actions.page", **here),
        "title": one.action,
        "owner": one.owner,
        "due": short_day(one.due) if one.due else None,
        "state": STATES[one.state],
        "percent": one.percent,
        "late": _late(one.days_late(found.today)),
        "lacks": ", ".join(one.lacks) if one.is_open else "",
    }


def _late(days: int) -> str | None:
    return f"terlambat {number(days)} hari" if days else None


def _progress(one: Progress) -> dict[str, Any]:
    return {
        "whole": number(one.whole),
        "done": number(one.done),
        "late": number(one.late) if one.late else None,
        "percent": one.percent,
    }


def _list_url(unit: str, year: int, **asked: Any) -> str:
    return url_for("desk.actions.listed", unit=unit, year=year, **asked)


@bp.get("/zi/<unit>/<int:year>/aksi/<int:action>")
@access.needs(Action.SEE_ZI, "unit")
def page(unit: str, year: int, action: int) -> str:
    return drawn(unit, year, action)


def drawn(unit: str, year: int, action: int, faults: list[tuple[str, str]] | None = None) -> str:
    """The page of an action; ``faults``: why the step that was asked was refused."""
    around = zi.around(unit, year, "desk.actions.listed")
    view = show_action(unit, year, action, clock.now())
    may_keep, one = access.actor().may(Action.KEEP_ZI, access.spot()), view.one
    files = zi_proofs.shown(unit, view.unit.zone, view.proofs, may_keep=may_keep)
    crumbs = [*around.pop("crumbs"), (f"Rencana aksi {year}", _list_url(unit, year))]
    return render_template(
        "desk/zi/action.html",
        faults=faults or [],
        unit=view.unit,
        year=year,
        one=one,
        title=f"{one.area}. {AREA_NAMES[one.area]}",
        state=STATES[one.state],
        due=short_day(one.due) if one.due else None,
        done=short_day(one.done_on) if one.done_on else None,
        late=_late(one.days_late(view.today)),
        owner_name=view.owner_name,
        steps=[_step(step, view) for step in steps_of(one.state)],
        may_keep=may_keep,
        edit_url=url_for("desk.action_edits.change", unit=unit, year=year, action=one.id),
        form=EditForm(),
        proofs_shown=files,
        add_url=zi_proofs.add_url(unit, Subject.ACTION, str(one.id)) if may_keep else None,
        history=[_past(past, view) for past in view.history],
        crumbs=crumbs,
        **around,
    )


def _step(one: Step, view: ActionView) -> dict[str, str]:
    here: dict[str, Any] = {
        "unit": view.unit.code,
        "year": view.one.year,
        "action": view.one.id,
    }
    url = url_for(f"desk.action_edits.{_PAGES[one.move]}", **here)
    return {"label": one.label, "move": one.move.value, "url": url}


def _past(one: Past, view: ActionView) -> dict[str, Any]:
    moved = one.before is not None and one.before is not one.to
    return {
        "at": desk.moment(one.at, view.unit.zone),
        "who": one.who,
        "what": MOVES.get(one.move, one.move),
        "to": STATES[one.to] if moved else None,
        "note": one.note,
    }


def _home(unit: str, key: str) -> str:
    """Of the proof of an action, whose key is its id."""
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0
    year = year_of(unit, number)
    if year is None:
        return _list_url(unit, clock.now().year)
    return url_for("desk.actions.page", unit=unit, year=year, action=number)


zi_proofs.HOMES[Subject.ACTION] = _home
