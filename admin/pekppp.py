"""PEKPPP of a unit and year: every indicator that the records bear on, and what lacks."""

from fractions import Fraction
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from wtforms import HiddenField, RadioField, TextAreaField

from admin import access, zi, zi_proofs
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.domain.zi.figures import comma, shown
from kiosk.domain.zi.pekppp import ASPECTS, INDICATORS, SOURCE, Score
from kiosk.domain.zi.proof import Subject
from kiosk.flows.dossier import YEARS
from kiosk.flows.zi.enter_pekppp import enter_pekppp, withdraw_pekppp
from kiosk.flows.zi.show_pekppp import PekpppSheet, proof_key, show_pekppp
from kiosk.fronts.sheets import csv_answer
from kiosk.i18n import number

bp = Blueprint("pekppp", __name__)
HERE = "desk.pekppp.scored"
TITLES = ("No.", "Aspek", "Indikator", "Nilai", "Dari data", "Diisi petugas", "Dasar",
          "Bobot dari 100", "Poin")  # fmt: skip


def _home(unit: str, key: str) -> str:
    """Proof of an evaluation lies on the page of evaluations."""
    year, what = key.partition(":")[::2]
    if not year.isdigit() or int(year) not in YEARS:
        return url_for("desk.units.profile", unit=unit)
    to = "desk.evaluations.listed" if what.startswith("evaluasi-") else HERE
    return url_for(to, unit=unit, year=int(year))


zi_proofs.HOMES[Subject.PEKPPP] = _home


class ScoreForm(EditForm):
    version = HiddenField()
    score = RadioField("Nilai", choices=[], validate_choice=False)
    reason = TextAreaField(
        "Dasar nilai ini",
        description="Apa yang dilihat, di mana, sejak kapan. Boleh kosong hanya bila nilainya di "
        "bawah nilai dari data. Fotonya ditambahkan sesudah nilai disimpan.",
        render_kw={"rows": 4},
    )


class WithdrawForm(EditForm):
    version = HiddenField()
    reason = TextAreaField("Alasan", description="Masuk catatan audit.", render_kw={"rows": 3})


@bp.get("/zi/<unit>/<int:year>/pekppp")
@access.needs(Action.SEE_ZI, "unit")
def scored(unit: str, year: int) -> str:
    around = zi.around(unit, year, HERE)
    sheet = show_pekppp(unit, year, clock.now())
    return render_template(
        "desk/zi/pekppp.html",
        unit=sheet.unit,
        year=year,
        source=SOURCE,
        total=_total(sheet),
        aspects=[_aspect(name, sheet) for name in ASPECTS if _of(name, sheet)],
        weights=[(name, number(value)) for name, value in sheet.weights.aspects.items()],
        csv_url=url_for(".exported", unit=unit, year=year),
        evaluations_url=url_for("desk.evaluations.listed", unit=unit, year=year),
        **around,
    )


def _total(sheet: PekpppSheet) -> dict[str, Any]:
    found = sheet.total
    return {
        "points": _points(found.points),
        "most": _points(found.most),
        "unknown": number(found.unknown) if found.unknown else None,
    }


def _points(value: Fraction) -> str:
    return number(half_up(value, 2))


def _of(aspect: str, sheet: PekpppSheet) -> list[Score]:
    return [one for one in sheet.scores if one.indicator.aspect == aspect]


def _aspect(name: str, sheet: PekpppSheet) -> dict[str, Any]:
    return {
        "name": name,
        "weight": number(sheet.weights.aspects[name]),
        "lines": [_line(one, sheet) for one in _of(name, sheet)],
    }


def _line(one: Score, sheet: PekpppSheet) -> dict[str, Any]:
    return {
        "number": one.indicator.number,
        "label": one.indicator.label,
        "score": one.score,
        "told": one.indicator.steps[one.score] if one.score is not None else None,
        "measured": one.measured.score,
        "basis": one.measured.basis,
        "floor": one.measured.floor,
        "said": _said(one, sheet),
        "next": one.next_step,
        "next_score": (one.score or 0) + 1,
        "weight": shown(one.weight),
        "points": _points(one.points) if one.points is not None else None,
        **_around(one, sheet),
    }


def _around(one: Score, sheet: PekpppSheet) -> dict[str, Any]:
    """Its proof, and what whoever keeps the dossier may do."""
    unit, at = sheet.unit.code, one.indicator.number
    may_keep = access.actor().may(Action.KEEP_ZI, access.spot())
    proofs = sheet.proofs.get(at, ())
    urls: dict[str, str | None] = {"add_url": None, "enter_url": None, "withdraw_url": None}
    if may_keep:
        where: dict[str, Any] = {"unit": unit, "year": sheet.year, "indicator": at}
        urls["add_url"] = _add_url(one, sheet)
        urls["enter_url"] = url_for(".enter", **where)
        urls["withdraw_url"] = None if one.said is None else url_for(".withdraw", **where)
    return {
        "proofs": zi_proofs.shown(unit, sheet.unit.zone, proofs, may_keep=may_keep),
        "lacks_proof": one.is_raised and one.is_entered and not proofs,
        **urls,
    }


def _add_url(one: Score, sheet: PekpppSheet) -> str:
    key = proof_key(sheet.year, one.indicator.number)
    return zi_proofs.add_url(sheet.unit.code, Subject.PEKPPP, key)


def _said(one: Score, sheet: PekpppSheet) -> dict[str, Any] | None:
    if one.entered is None or one.said is None:
        return None
    return {
        "score": one.said,
        "reason": one.entered.reason,
        "who": sheet.names.get(one.entered.actor_id, "–"),
        "unfounded": one.is_unfounded,
    }


@bp.get("/zi/<unit>/<int:year>/pekppp.csv")
@access.needs(Action.SEE_ZI, "unit")
def exported(unit: str, year: int) -> Response:
    _check_year(year)
    sheet = show_pekppp(unit, year, clock.now())
    return csv_answer(f"pekppp-{unit}-{year}", TITLES, map(_cells, sheet.scores))


def _cells(one: Score) -> tuple[str | int, ...]:
    reason = one.entered.reason if one.entered is not None and one.is_entered else ""
    return (
        one.indicator.number,
        one.indicator.aspect,
        one.indicator.label,
        "" if one.score is None else one.score,
        "" if one.measured.score is None else one.measured.score,
        "" if one.said is None else one.said,
        " ".join(part for part in (one.measured.basis, reason) if part),
        shown(one.weight),
        "" if one.points is None else comma(str(half_up(one.points, 2))),
    )


@bp.route("/zi/<unit>/<int:year>/pekppp/<int:indicator>", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def enter(unit: str, year: int, indicator: int) -> Answer:
    score = _score(unit, year, indicator)
    form, status = _form(score), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _enter(unit, year, indicator, form))
        if failed is None:
            flash("Nilai tersimpan.")
            return redirect(_back(unit, year, indicator), 303)
        status = failed
    title = f"Indikator {indicator}: {score.indicator.label}"
    found = score.measured.score
    intro = [f"Dari data: {'belum diketahui' if found is None else found}. {score.measured.basis}"]
    back = _back(unit, year, indicator)
    return page(form, status, title=title, about=str(year), intro=intro, send="Simpan", back=back)


def _form(score: Score) -> ScoreForm:
    kept = score.entered
    chosen = score.score if score.said is None else score.said
    form = ScoreForm(
        data={
            "version": str(kept.version if kept else 0),
            "score": "" if chosen is None else str(chosen),
            "reason": kept.reason if kept and kept.score is not None else "",
        }
    )
    steps = enumerate(score.indicator.steps)
    form.score.choices = choices([(str(at), f"{at}: {step}") for at, step in steps])
    return form


def _enter(unit: str, year: int, indicator: int, form: ScoreForm) -> None:
    said = form.score.data or ""
    score = int(said) if said in list("012345") else -1
    reason, version = form.reason.data or "", _version(form.version.data)
    enter_pekppp(access.actor(), unit, year, indicator, score, reason, version, clock.now())


@bp.route("/zi/<unit>/<int:year>/pekppp/<int:indicator>/tarik", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def withdraw(unit: str, year: int, indicator: int) -> Answer:
    score = _score(unit, year, indicator)
    form, status = (
        WithdrawForm(data={"version": str(score.entered.version if score.entered else 0)}),
        200,
    )
    if form.is_submitted():
        failed = attempt(form, lambda: _withdraw(unit, year, indicator, form))
        if failed is None:
            flash("Nilai petugas ditarik. Nilai dari data berlaku lagi.")
            return redirect(_back(unit, year, indicator), 303)
        status = failed
    words = {"title": "Tarik nilai petugas", "send": "Tarik nilai", "danger": True}
    intro = ["Nilai dari data berlaku lagi. Buktinya tetap tersimpan."]
    back = _back(unit, year, indicator)
    return page(form, status, **words, about=score.indicator.label, intro=intro, back=back)


def _withdraw(unit: str, year: int, indicator: int, form: WithdrawForm) -> None:
    reason, version = form.reason.data or "", _version(form.version.data)
    withdraw_pekppp(access.actor(), unit, year, indicator, reason, version, clock.now())


def _version(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _check_year(year: int) -> None:
    if year not in YEARS:
        abort(404)


def _score(unit: str, year: int, indicator: int) -> Score:
    _check_year(year)
    if indicator not in INDICATORS:
        abort(404)
    return show_pekppp(unit, year, clock.now()).score_of(indicator)


def _back(unit: str, year: int, indicator: int) -> str:
    return url_for(HERE, unit=unit, year=year, _anchor=f"indikator-{indicator}")
