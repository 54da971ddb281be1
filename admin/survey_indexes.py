"""IPAK and IPKP of a unit and year: what enters the hasil, and how far to trust it."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import access, survey_blocks
from admin import zi as dossier
from admin.month_head import flagged_url
from admin.survey_blocks import NAMES
from admin.tables import HALF, PHONE, Block, file_of
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import say
from kiosk.draw.gauge import interval, sample
from kiosk.flows.indexing import IndexYear, SurveyOfYear, Version
from kiosk.flows.zi.show_survey_indexes import show_survey_indexes
from kiosk.i18n import number

bp = Blueprint("survey_indexes", __name__)
ABOUT = {
    "ipak": ("Indeks persepsi anti korupsi (IPAK)", "SPAK"),
    "ipkp": ("Indeks persepsi kualitas pelayanan (IPKP)", "SPKP"),
}
RULES = {"bagi-1.5": "rata-rata dibagi 1,5", "min-max": "1 + 3 × (rata-rata − 1) / 5"}


@bp.get("/zi/<unit>/<int:year>/indeks")
@access.needs(Action.SEE_HASIL, "unit")
def year(unit: str, year: int) -> str | Response:
    around = dossier.around(unit, year, "desk.survey_indexes.year")
    found = show_survey_indexes(unit, year)
    wanted = request.args.get("csv")
    if wanted is not None:
        return file_of(f"indeks-{unit}-{year}", wanted, _blocks(found)) or abort(404)
    return render_template(
        "desk/zi/indexes.html",
        unit=found.unit,
        year=year,
        surveys=[_survey(one, found) for one in found.surveys],
        csv=lambda key: url_for(".year", unit=unit, year=year, csv=key),
        urls=_urls(unit, year),
        **around,
    )


def _blocks(found: IndexYear) -> list[Block | None]:
    return [
        *(
            block
            for survey in found.surveys
            for version in survey.versions
            for block in survey_blocks.of_version(survey, version)
        ),
        *(survey_blocks.of_older(survey) for survey in found.surveys),
    ]


def _urls(unit: str, year: int) -> dict[str, str | None]:
    actor, spot = access.actor(), access.spot()
    enters = actor.may(Action.ENTER_FIGURES, spot)
    return {
        "official": url_for("desk.figures.official", unit=unit, year=year) if enters else None,
        "history": url_for("desk.history.kept", unit=unit) if enters else None,
        "instruments": url_for("desk.instruments.listed", unit=unit)
        if actor.may(Action.SEE_PLACES, spot)
        else None,
        "flagged": flagged_url(unit),
    }


def _survey(survey: SurveyOfYear, found: IndexYear) -> dict[str, Any]:
    title, asked = ABOUT[survey.name]
    return {
        "name": survey.name,
        "title": title,
        "asked": asked,
        "official": _official(survey),
        "switched": _switched(survey),
        "versions": [
            _version(survey, one, counts=at == 0) for at, one in enumerate(survey.versions)
        ],
        "older": survey_blocks.of_older(survey),
        "rule": found.settings["konversi-skala-6"],
    }


def _official(survey: SurveyOfYear) -> dict[str, str] | None:
    if survey.official is None:
        return None
    value, document = survey.official
    return {"value": number(value), "document": document}


def _switched(survey: SurveyOfYear) -> str | None:
    """Which of several questionnaires of one year counts, and why."""
    if len(survey.versions) < 2:
        return None
    told = ", ".join(
        f"{say(one.instrument.title, 'id')} (skala {one.instrument.scale.high}, "
        f"{number(one.report.sample.respondents)} jawaban)"
        for one in survey.versions
    )
    return (
        f"Tahun ini dipakai {len(survey.versions)} kuesioner: {told}. Yang masuk hasil hanya yang "
        "jawabannya terbanyak, yaitu yang pertama. Jawaban dari skala yang berbeda tidak pernah "
        "digabung."
    )


def _version(survey: SurveyOfYear, version: Version, *, counts: bool) -> dict[str, Any]:
    report, figures, found = version.report, version.figures, version.found
    return {
        "title": say(version.instrument.title, "id"),
        "code": version.instrument.code,
        "top": version.instrument.scale.high,
        "counts": counts and survey.official is None,
        "four": number(half_up(found.four, 2)) if found else None,
        "exact": number(half_up(found.four, 6)) if found else None,
        "own": number(half_up(found.own, 4)) if found else None,
        "hundred": number(found.hundred) if found else None,
        "mutu": figures.mutu,
        "words": figures.kinerja,
        "near": figures.near,
        "withheld": figures.withheld,
        "bands": survey_blocks.BANDS[report.method.bands],
        "interval": _interval(version, NAMES[survey.name]),
        "sample": _sample(version),
        "rule": _rule(version),
        "excluded": _excluded(version),
        "flagged": number(figures.flagged) if figures.flagged else None,
        "blocks": survey_blocks.of_version(survey, version),
    }


def _interval(version: Version, name: str) -> dict[str, Any] | None:
    """On 4 in words; the drawing is of the scale of 100, where the bands stand."""
    figures, found = version.figures, version.found
    if found is None or figures.ikm is None or figures.low is None or figures.high is None:
        return None
    low, high = half_up(found.low or 0, 2), half_up(found.high or 0, 2)
    title = f"{name} {number(figures.ikm)} pada skala 100"
    bands = version.report.method.bands
    drawn = [
        interval(figures.ikm, figures.low, figures.high, title, width=width, bands=bands)
        for width in (PHONE, HALF)
    ]
    return {"low": number(low), "high": number(high), "pictures": drawn}


def _sample(version: Version) -> dict[str, Any]:
    found = version.report.sample
    title = f"{found.respondents} responden, sampel minimum {found.minimum}"
    return {
        "respondents": number(found.respondents),
        "minimum": number(found.minimum),
        "rule": found.rule,
        "enough": found.enough,
        "population": number(found.population) if found.population else None,
        "pictures": [
            sample(found.respondents, found.minimum, title, width=width) for width in (PHONE, HALF)
        ],
    }


def _rule(version: Version) -> dict[str, str] | None:
    """How a scale of 6 became one of 4, and what the other rule would give."""
    if version.other is None or version.found is None:
        return None
    return {
        "used": RULES[version.report.method.conversion],
        "other": RULES[version.other.rule],
        "four": number(half_up(version.other.four, 2)),
        "hundred": number(half_up(version.other.four * 25, 2)),
        "mutu": version.other.grade.mutu,
    }


def _excluded(version: Version) -> str | None:
    count = version.report.excluded
    if not count:
        return None
    told = f"{number(count)} jawaban dikecualikan oleh dua orang dengan alasan tertulis."
    whole = version.figures.with_excluded
    if whole is None:
        return told
    return f"{told} Dengan jawaban itu, indeks {number(half_up(whole / 25, 2))}."
