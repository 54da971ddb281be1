"""A unit's plans of follow-up (RTL): the list, one plan, and whether its unsur recovered."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request, url_for

from admin import access, desk
from admin.editing import EditForm
from kiosk import clock
from kiosk.domain.index.plan import Move, Plan, PlanState, Step, steps_of
from kiosk.domain.index.plan_share import SOURCE, Shares
from kiosk.domain.index.recovery import Difference, Verdict
from kiosk.domain.people.policy import Action
from kiosk.flows.index.list_plans import PlanList, list_plans
from kiosk.flows.index.show_plan import Past, PlanView, Proof, show_plan
from kiosk.flows.recovering import After
from kiosk.i18n import day_text, number

bp = Blueprint("plans", __name__)
LATE = "terlambat"
YEAR, STATE = "tahun", "keadaan"
MOVES = {
    "buka": "Dibuka saat periode ditutup",
    "ubah": "Diubah",
    "mulai": "Mulai dikerjakan",
    "selesaikan": "Ditandai selesai",
    "batalkan": "Dibatalkan",
    "lanjutkan": "Tanda selesai dicabut",
    "pulihkan": "Dipulihkan",
    "bukti": "Bukti ditambahkan",
    "buka-bukti": "Foto bukti dibuka untuk publik",
    "tutup-bukti": "Foto bukti ditutup dari publik",
    "hapus-bukti": "Bukti dihapus",
}


@bp.get("/rtl/<unit>")
@access.needs(Action.SEE_PLANS, "unit")
def listed(unit: str) -> str:
    found = _found(unit)
    year, state = _year(found), request.args.get(STATE, "")
    if year is not None:
        found = list_plans(unit, clock.now(), year=year)
    return render_template(
        "desk/plans.html",
        unit=found.unit,
        plans=[_line(one, found) for one in found.plans if _wanted(one, state, found)],
        any_plan=bool(found.plans),
        views=_views(found, year, state),
        years=_years(unit, year),
        shares=_shares(found.shares),
        source=SOURCE,
        close_url=_close_url(unit),
        board_url=url_for("board.board", unit=unit),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.plans.listed"),
    )


def _found(unit: str) -> PlanList:
    return list_plans(unit, clock.now())


def _year(found: PlanList) -> int | None:
    """The one asked for where it has plans, else the newest; None: there are none."""
    asked = request.args.get(YEAR, "")
    known = {str(one): one for one in found.years}
    return known.get(asked, found.years[0] if found.years else None)


def _years(unit: str, current: int | None) -> list[tuple[str, str, bool]]:
    years = list_plans(unit, clock.now()).years
    if len(years) < 2:
        return []
    return [(str(one), _list_url(unit, tahun=one), one == current) for one in years]


def _list_url(unit: str, **asked: Any) -> str:
    return url_for("desk.plans.listed", unit=unit, **asked)


def _views(found: PlanList, year: int | None, state: str) -> list[dict[str, Any]]:
    """Label, address and how many, of each filter; the late ones first after all."""
    late = sum(one.is_late(found.today) for one in found.plans)
    counts = {one: sum(plan.state is one for plan in found.plans) for one in PlanState}
    named = [("", "Semua", len(found.plans)), (LATE, "Terlambat", late)]
    named += [(one.value, one.label, counts[one]) for one in PlanState]
    known = {value for value, _, _ in named}
    return [
        {
            "label": label,
            "url": _list_url(found.unit.code, tahun=year, keadaan=value or None),
            "current": value == (state if state in known else ""),
            "count": number(count),
            "late": value == LATE and count > 0,
        }
        for value, label, count in named
    ]


def _wanted(one: Plan, state: str, found: PlanList) -> bool:
    if state == LATE:
        return one.is_late(found.today)
    return state not in set(PlanState) or one.state == state


def _line(one: Plan, found: PlanList) -> dict[str, Any]:
    return {
        "url": url_for("desk.plans.page", unit=found.unit.code, plan=one.id),
        "title": f"{one.number} {one.name}",
        "period": one.period.title,
        "value": number(one.value),
        "mutu": one.mutu,
        "action": one.action,
        "owner": one.owner,
        "due": _due(one),
        "state": one.state.label,
        "late": _late(one, found.today),
        "lacks": ", ".join(one.lacks) if one.is_open else "",
    }


def _due(one: Plan) -> str | None:
    return day_text(one.due) if one.due else None


def _late(one: Plan, today: Any) -> str | None:
    days = one.days_late(today)
    return f"terlambat {number(days)} hari" if days else None


def _shares(found: Shares) -> dict[str, Any]:
    percent = number(found.percent) if found.percent is not None else None
    kept = number(found.percent_kept) if found.percent_kept is not None else None
    return {
        "whole": number(found.whole),
        "done": number(found.done),
        "dropped": number(found.dropped),
        "any_dropped": found.dropped > 0,
        "percent": percent,
        "percent_kept": kept,
        "share_score": found.share_score,
        "speed_score": found.speed_score,
        "speed": _speed(found),
    }


def _speed(found: Shares) -> str:
    if not found.whole:
        return "belum ada rencana"
    if found.months is not None:
        return f"semua selesai dalam {number(found.months)} bulan sesudah periode ditutup"
    if found.done < found.whole:
        return "belum semua selesai"
    return "semua selesai, tetapi lebih dari satu tahun sesudah periode ditutup"


def _close_url(unit: str) -> str | None:
    """Where plans come from, for whoever may close a period."""
    may = access.actor().may(Action.CLOSE_PERIOD, access.spot())
    return url_for("desk.closing.listed", unit=unit) if may else None


@bp.get("/rtl/<unit>/<int:plan>")
@access.needs(Action.SEE_PLANS, "unit")
def page(unit: str, plan: int) -> str:
    return drawn(unit, plan)


def drawn(unit: str, plan: int, faults: list[tuple[str, str]] | None = None) -> str:
    """The page of a plan; ``faults``: why the step that was asked was refused."""
    view = show_plan(unit, plan, clock.now())
    may_keep = access.actor().may(Action.KEEP_PLANS, access.spot())
    return render_template(
        "desk/plan.html",
        faults=faults or [],
        unit=view.unit,
        plan=view.plan,
        title=f"{view.plan.number} {view.plan.name}",
        value=number(view.plan.value),
        due=_due(view.plan),
        done=day_text(view.plan.done_on) if view.plan.done_on else None,
        late=_late(view.plan, view.today),
        owner_name=view.owner_name,
        steps=[_step(one, view) for one in steps_of(view.plan.state)],
        may_keep=may_keep,
        form=EditForm(),
        history=[_past(one, view) for one in view.history],
        proofs=[_proof(one, view) for one in view.proofs],
        after=[_after(one, view) for one in view.after],
        verdict=_verdict(view),
        published=view.published,
        board_url=url_for("board.board", unit=unit),
        crumbs=[*desk.crumbs(), ("Tindak lanjut", _list_url(unit))],
        tabs=desk.tabs(unit, "", "desk.plans.listed"),
    )


_PAGES = {
    Move.START: "start",
    Move.FINISH: "finish",
    Move.DROP: "drop",
    Move.REOPEN: "reopen",
    Move.RESTORE: "restore",
}


def _step(one: Step, view: PlanView) -> dict[str, str]:
    page = f"desk.plan_edits.{_PAGES[one.move]}"
    url = url_for(page, unit=view.unit.code, plan=view.plan.id)
    return {"label": one.label, "move": one.move.value, "url": url}


def _past(one: Past, view: PlanView) -> dict[str, Any]:
    moved = one.before is not None and one.before is not one.to
    return {
        "at": desk.moment(one.at, view.unit.zone),
        "who": one.who,
        "what": MOVES.get(one.move, one.move),
        "to": one.to.label if moved else None,
        "note": one.note,
    }


def _proof(one: Proof, view: PlanView) -> dict[str, Any]:
    here: dict[str, Any] = {"unit": view.unit.code, "plan": view.plan.id, "proof": one.id}
    return {
        "id": one.id,
        "name": one.caption or one.name,
        "at": desk.moment(one.at, view.unit.zone),
        "who": one.who,
        "public": one.public,
        "picture": url_for("desk.plan_proofs.thumbnail", **here) if one.picture else None,
        "url": url_for("desk.plan_proofs.download", **here),
        "public_url": url_for("desk.plan_proofs.show", **here) if one.picture else None,
        "remove_url": url_for("desk.plan_proofs.remove", **here),
    }


def _after(one: After, view: PlanView) -> dict[str, Any]:
    return {
        "period": one.period.title,
        "closed": one.closed,
        "n": number(one.n),
        "value": number(one.value) if one.value is not None else None,
        "gap": signed(one.difference.points) if one.difference else None,
        "span": _span(one.difference),
        "words": sentence(one, view.plan),
    }


def _verdict(view: PlanView) -> str | None:
    """Of the newest closed period, else of the running one."""
    closed = [one for one in view.after if one.closed]
    shown = closed or list(view.after)
    if not shown:
        return None
    return f"{shown[-1].period.title}: {sentence(shown[-1], view.plan)}"


def sentence(one: After, plan: Plan) -> str:
    """What may be said of the unsur since, plainly."""
    found = one.difference
    if found is None:
        return "jawaban belum cukup untuk dibandingkan."
    size = number(abs(found.points))
    if found.verdict is Verdict.UNSURE:
        if found.low is None:
            return f"beda {signed(found.points)} poin; jawaban terlalu sedikit untuk dinilai."
        return f"belum dapat dibedakan dari {plan.period.title} (beda {signed(found.points)} poin)."
    way = "naik" if found.verdict is Verdict.ROSE else "turun"
    return f"{way} {size} poin dari {plan.period.title}, melebihi rentang ketidakpastian."


def signed(value: Decimal) -> str:
    return f"+{number(value)}" if value > 0 else number(value)


def _span(found: Difference | None) -> str | None:
    if found is None or found.low is None or found.high is None:
        return None
    return f"{signed(found.low)} sampai {signed(found.high)}"
