"""``kiosk report plans``: follow-up of a period or year, and what PEKPPP would give for it."""

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.index import period as periods
from kiosk.domain.index.plan import Plan
from kiosk.domain.index.plan_share import SOURCE, Shares
from kiosk.domain.refusal import Refusal
from kiosk.flows.index.list_plans import PlanList, list_plans
from kiosk.i18n import number


class OnePeriodOrYear(Refusal):
    """Both were named, or neither."""


@click.command("plans", help="Rencana tindak lanjut dan nilai PEKPPP-nya.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", metavar="P", help="2026-10, 2026-Q4, 2026-S2 atau 2026.")
@click.option("--year", type=click.IntRange(2000, 2999), metavar="TAHUN")
@json_option
@with_appcontext
@refusing
def plans(unit: str, period: str | None, year: int | None, as_json: bool) -> None:
    """Without a plan exits 0, with 0 and null."""
    if (period is None) == (year is None):
        raise OnePeriodOrYear("Sebutkan --period atau --year, salah satu.")
    of = periods.parse(period) if period else None
    found = list_plans(unit, clock.now(), year=year, period=of)
    show(_document(found), _lines(found), as_json=as_json)


def _document(found: PlanList) -> dict[str, object]:
    return {
        "unit": found.unit.code,
        "name": found.unit.name,
        "as_of": found.today.isoformat(),
        "source": SOURCE,
        **_shares(found.shares),
        "plans": [_plan(one, found) for one in found.plans],
    }


def _shares(one: Shares) -> dict[str, object]:
    return {
        "total": one.whole,
        "done": one.done,
        "running": one.running,
        "dropped": one.dropped,
        "late": one.late,
        "percent_done": str(one.percent) if one.percent is not None else None,
        "percent_without_dropped": str(one.percent_kept) if one.percent_kept is not None else None,
        "indicator_8": one.share_score,
        "indicator_9": one.speed_score,
        "all_done_within_months": one.months,
    }


def _plan(one: Plan, found: PlanList) -> dict[str, object]:
    return {
        "period": str(one.period),
        "instrument": one.instrument,
        "unsur": one.unsur,
        "number": one.number,
        "value": str(one.value),
        "mutu": one.mutu,
        "action": one.action,
        "owner": one.owner,
        "quarter": str(one.quarter) if one.quarter else None,
        "due": one.due.isoformat() if one.due else None,
        "state": one.state.value,
        "late": one.is_late(found.today),
        "done": one.done_on.isoformat() if one.done_on else None,
    }


def _lines(found: PlanList) -> list[str]:
    shares = found.shares
    percent = f" ({number(shares.percent)} persen)" if shares.percent is not None else ""
    lines = [
        f"Tindak lanjut {found.unit.name}, per {found.today.isoformat()}",
        f"Selesai       {number(shares.done)} dari {number(shares.whole)}{percent}; "
        f"terlambat {number(shares.late)}, dibatalkan {number(shares.dropped)}",
        f"Indikator 8   {shares.share_score} (persentase RTL selesai)",
        f"Indikator 9   {shares.speed_score} (kecepatan tindak lanjut)",
        f"Menurut       {SOURCE}",
    ]
    return lines + (["", *_table(found)] if found.plans else [])


def _table(found: PlanList) -> list[str]:
    rows = [("Periode", "Unsur", "Nilai", "Keadaan", "Tenggat", "Tindakan")]
    for one in found.plans:
        state = f"{one.state.value}{', terlambat' if one.is_late(found.today) else ''}"
        due = one.due.isoformat() if one.due else "-"
        action = one.action.splitlines()[0][:60] if one.action else "-"
        name = f"{one.number} {one.name}"
        rows.append((str(one.period), name, number(one.value), state, due, action))
    return columns(rows, right=frozenset({2}))
