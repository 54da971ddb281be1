"""What every page of Zona Integritas shows around itself: the pages of one unit and year."""

from datetime import date
from typing import Any

from flask import abort, current_app, url_for

from admin import access, desk
from kiosk.domain.people.policy import Action
from kiosk.flows.dossier import YEARS
from kiosk.i18n import day_text

_PAGES = (
    ("Hasil", "desk.hasil.year", Action.SEE_HASIL),
    ("IPAK dan IPKP", "desk.survey_indexes.year", Action.SEE_HASIL),
    ("Andaikan", "desk.what_if.ask", Action.SEE_HASIL),
    ("LKE", "desk.lke.sheet", Action.SEE_ZI),
    ("Tahapan", "desk.phases.timeline", Action.SEE_ZI),
    ("Rencana aksi", "desk.actions.listed", Action.SEE_ZI),
    ("Penilaian", "desk.assessing.compared", Action.SEE_ZI),
    ("Komponen pelayanan", "desk.components.checklist", Action.SEE_COMPONENTS),
    ("Ombudsman", "desk.findings.listed", Action.SEE_FINDINGS),
    ("Register", "desk.registers.listed", Action.SEE_REGISTERS),
    ("WBS", "desk.wbs.of_instansi", Action.SEE_ZI),
    ("PEKPPP", "desk.pekppp.scored", Action.SEE_ZI),
    ("Paket bukti", "desk.evidence.listed", Action.SEE_ZI),
)


def around(unit: str, year: int, endpoint: str) -> dict[str, Any]:
    """Crumbs, tabs, the pages of this dossier (``zi_pages``) and the years beside this one
    (``zi_years``: earlier and later, None at the ends). A year nobody can mean is 404."""
    if year not in YEARS:
        abort(404)
    return {
        "crumbs": desk.crumbs(),
        "tabs": desk.tabs(unit, str(year), "desk.hasil.year"),
        "zi_pages": pages(unit, year, endpoint),
        "zi_years": {
            "earlier": _year(unit, year - 1, endpoint),
            "later": _year(unit, year + 1, endpoint),
        },
    }


def pages(unit: str, year: int, endpoint: str) -> list[tuple[str, str, bool]]:
    """Those that whoever is at the desk may open here."""
    actor, spot = access.actor(), access.spot()
    return [
        (label, url_for(to, unit=unit, year=year), to == endpoint)
        for label, to, action in _PAGES
        if to in current_app.view_functions and actor.may(action, spot)
    ]


def _year(unit: str, year: int, endpoint: str) -> str | None:
    return url_for(endpoint, unit=unit, year=year) if year in YEARS else None


def short_day(day: date) -> str:
    """ "21 November 2026"."""
    return day_text(day).partition(", ")[2]
