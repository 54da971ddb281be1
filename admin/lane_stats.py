"""Figures of the protected lane, for the team that handles it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, url_for

from admin import access, callers
from kiosk import clock
from kiosk.domain.complaint.lane_stats import LaneStats
from kiosk.domain.complaint.share import Share
from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.show_lane_stats import show_lane_stats
from kiosk.i18n import number

bp = Blueprint("lane_stats", __name__)


@bp.get("/terlindungi/statistik")
@access.needs(Action.HANDLE_SEALED)
def of_team() -> str:
    found = show_lane_stats(access.actor(), callers.keys(), clock.now())
    return render_template(
        "desk/lane/stats.html",
        total=number(found.total),
        figures=_figures(found),
        tables=[
            _table("kuartal", "Menurut triwulan diterima", "Triwulan", _titled(found.quarters)),
            _table("kategori", "Menurut kategori", "Kategori", _labelled(found.categories)),
            _table("keadaan", "Menurut keadaan", "Keadaan", _labelled(found.states)),
        ],
        crumbs=[("Terlindungi", url_for("desk.sealed.listed"))],
        tabs=[],
    )


def _figures(found: LaneStats) -> list[tuple[str, str, str]]:
    """(label, figure, of what)."""
    median = f"{number(found.median)} hari kerja" if found.median is not None else "–"
    return [
        ("Median waktu jawab", median, "berkas yang sudah dijawab"),
        ("Dijawab tepat waktu", *_share(found.on_time)),
        ("Pelapor kembali menulis atau menilai", *_share(found.came_back)),
    ]


def _share(share: Share) -> tuple[str, str]:
    if share.percent is None:
        return "–", share.of
    counts = f"{number(share.part)} dari {number(share.whole)}"
    return f"{number(share.percent)} %", f"{counts} {share.of}"


def _titled(counts: Mapping[str, int]) -> dict[str, int]:
    return {parse(one).title: count for one, count in counts.items()}


def _labelled(counts: Mapping[Any, int]) -> dict[str, int]:
    return {one.label: count for one, count in counts.items()}


def _table(code: str, title: str, head: str, counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": code,
        "title": title,
        "head": head,
        "rows": [(name, number(count)) for name, count in counts.items()],
    }
