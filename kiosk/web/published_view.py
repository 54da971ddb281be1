"""What the templates of published periods show: texts in the reader's language, drawings, links."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask import url_for

from kiosk import i18n
from kiosk.domain.index import papan
from kiosk.domain.index.closing import Closing
from kiosk.domain.index.period_figures import LineFigure, PeriodFigures
from kiosk.domain.zi.phase import Phase
from kiosk.draw.bars import Bar, bars
from kiosk.draw.svg import Drawing
from kiosk.draw.trend import Point, trend
from kiosk.flows.index.show_published import Published
from kiosk.flows.zi.show_public_phases import PublicPhase
from kiosk.web import published_words as words
from kiosk.web.published_words import number, period_title
from kiosk.web.reaching import absolute, at, here, kept, readable
from kiosk.web.words import language, with_language

NARROW, WIDE = 300, 640


def period(found: Published, closing: Closing) -> dict[str, Any]:
    """One published period, whole."""
    figures = closing.figures
    return {
        **summary(closing),
        "unsur": [_unsur(found, figures, place) for place in range(len(figures.unsur))],
        "unsur_drawn": _bars_of(found, figures),
        "trend": _trend(found),
        "services": [_line(one, words.line_name(one)) for one in figures.by_service],
        "sources": [_line(one, words.source_name(one)) for one in figures.by_source],
        "held": figures.held,
        "excluded": figures.excluded,
        "with_excluded": figures.with_excluded and number(figures.with_excluded),
        "unflagged": figures.flagged == 0,
        "flagged": None if figures.flagged is None else number(figures.flagged),
        "spellings": _spellings(figures),
        "how": words.method(figures, found.instrument),
        "edition": closing.edition,
        "late": _late(found),
        "closed": words.day(closing.closed_at, found.unit.zone),
        "published": closing.published_at and words.day(closing.published_at, found.unit.zone),
        "head": closing.head,
        "digest": closing.digest,
        "answers_head": figures.chain.head,
        "files": {
            kind: url_for(f"published_data.{kind}_of", **at(found, closing))
            for kind in ("data", "table")
        },
        "others": _others(found),
        "surveys": _surveys(found),
    }


def _late(found: Published) -> dict[str, str] | None:
    """What came after the closing, and until when; None where nothing did."""
    if not found.late:
        return None
    return {
        "n": number(sum(many for _, many in found.late)),
        "day": words.date_text(found.late[-1][0]),
    }


def _spellings(figures: PeriodFigures) -> list[tuple[str, str]]:
    """What the same answers give with a weight written otherwise."""
    return [
        ("1/n" if one.weight == "exact" else number(Decimal(one.weight)), number(one.ikm))
        for one in figures.spellings
        if one.weight != figures.method.weight
    ]


def summary(closing: Closing) -> dict[str, Any]:
    """What every form of a period says first. ``ikm`` None: ``withheld`` says why."""
    figures = closing.figures
    return {
        "title": period_title(closing.period),
        "ikm": None if figures.ikm is None else number(figures.ikm),
        "mutu": figures.mutu,
        "kinerja": words.kinerja(figures),
        "withheld": words.withheld(figures),
        "low": None if figures.low is None else number(figures.low),
        "high": None if figures.high is None else number(figures.high),
        "near": words.near(figures),
        "respondents": number(figures.respondents),
        "enough": figures.sample.enough,
        "minimum": number(figures.sample.minimum),
        "population": figures.sample.population and number(figures.sample.population),
        "rule": words.rule(figures),
    }


def links(found: Published) -> dict[str, Any]:
    """Ways from a unit's page, whatever it has published."""
    place = here(found)
    return {
        "complaints": with_language(url_for("public.handling", unit=found.unit.code)),
        "plans": with_language(url_for("board.board", unit=found.unit.code)),
        "standards": with_language(url_for("rights.office", unit=found.unit.code)),
        "search": with_language(url_for("published.search")),
        "board": kept(url_for("published.board", **place)),
        "embed": kept(url_for("published.embed", **place)),
        "feed": url_for("published_feed.feed", **place),
    }


def _unsur(found: Published, figures: PeriodFigures, place: int) -> dict[str, Any]:
    one = figures.unsur[place]
    low = list(figures.lowest)
    return {
        "number": one.number,
        "name": words.unsur_name(one, found.instrument),
        "n": number(one.n),
        "nrr": words.nrr(one) if one.n else None,
        "value": number(one.value) if one.n else None,
        "mutu": one.mutu if one.n else None,
        "low": low.index(one.code) + 1 if one.code in low else None,
    }


def _bars_of(found: Published, figures: PeriodFigures) -> list[Drawing]:
    """The same for a telephone and for a wide window: no letter shrinks."""
    if not figures.unsur:
        return []
    lang = language()
    rows = [
        Bar(
            words.unsur_name(one, found.instrument),
            one.value if one.n else None,
            one.mutu if one.n else None,
            strong=one.code in figures.lowest,
        )
        for one in figures.unsur
    ]
    title = i18n.say(lang, "Nilai tiap unsur pada skala 25 sampai 100")
    bands = figures.method.bands
    return [bars(rows, title, width=one, bands=bands, lang=lang) for one in (NARROW, WIDE)]


def _trend(found: Published) -> dict[str, Any] | None:
    """None with one period only."""
    shown = found.trend
    if len(shown) < 2:
        return None
    return {"drawn": _drawn_trend(shown), "rows": [_past(found, one) for one in reversed(shown)]}


def _drawn_trend(shown: Sequence[Closing]) -> list[Drawing]:
    lang, bands = language(), shown[-1].figures.method.bands
    points = [
        Point(*words.short_label(one.period), one.figures.ikm, one.figures.low, one.figures.high)
        for one in shown
    ]
    title = i18n.say(lang, "Indeks tiap periode yang diterbitkan")
    return [trend(points, title, width=one, bands=bands, lang=lang) for one in (NARROW, WIDE)]


def _past(found: Published, one: Closing) -> dict[str, Any]:
    return {**summary(one), "url": _period_url(found, one)}


def _others(found: Published) -> list[dict[str, str]]:
    """Periods that the trend does not list: longer, shorter, later and very old ones."""
    listed = {one.period for one in found.trend}
    return [
        {"title": period_title(one.period), "url": _period_url(found, one)}
        for one in found.closings
        if one.period not in listed
    ]


def _period_url(found: Published, one: Closing) -> str:
    return kept(url_for("published.period", **at(found, one)))


def _surveys(found: Published) -> list[dict[str, str]]:
    """The unit's other surveys with something published."""
    return [
        {
            "title": i18n.pick(language(), one.title),
            "code": one.code,
            "url": kept(url_for("published.unit", unit=found.unit.code, survei=one.code)),
        }
        for one in found.surveys
        if one.code != found.instrument.code
    ]


def _line(one: LineFigure, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "n": number(one.n),
        "ikm": None if one.ikm is None else number(one.ikm),
        "mutu": one.mutu,
    }


def board(found: Published, closing: Closing) -> dict[str, Any]:
    """The words of the convention: index, services, respondents by gender and education."""
    figures, lang = closing.figures, language()
    return {
        **summary(closing),
        "services": papan.services(figures),
        "gender": [(one.code, _count(one)) for one in papan.gender(figures)],
        "education": [
            (i18n.pick(lang, one.label), _count(one)) for one in papan.education(figures)
        ],
        "smallest": figures.method.smallest,
        "address": readable(absolute(url_for("published.unit", **here(found)))),
    }


def _count(one: papan.Group) -> str | None:
    return None if one.n is None else number(one.n)


def embed(found: Published) -> dict[str, Any]:
    """Addresses that hold on another site."""
    place = here(found)
    return {
        "frame": absolute(kept(url_for("widget.frame", **place))),
        "picture": absolute(kept(url_for("widget.picture", **place))),
        "page": absolute(kept(url_for("published.unit", **place))),
        "shown": url_for("widget.picture", **place),
        "data": absolute(url_for("published_data.data", **place)),
        "feed": absolute(url_for("published_feed.feed", **place)),
    }


def walked(phases: Sequence[PublicPhase]) -> list[str]:
    """Each phase of Zona Integritas that the office shows, as a part of a sentence."""
    return [_walked(one) for one in phases]


def _walked(one: PublicPhase) -> str:
    lang, named = language(), {"day": words.date_text(one.on), "predicate": one.predicate}
    if one.phase is Phase.DECLARED:
        return i18n.say(lang, "dicanangkan %(day)s", named)
    if one.phase is Phase.BUILT:
        return i18n.say(lang, "pembangunan dimulai %(day)s", named)
    if one.phase is Phase.PROPOSED:
        return i18n.say(lang, "diusulkan untuk %(predicate)s %(day)s", named)
    if one.phase is Phase.ASSESSED:
        return i18n.say(lang, "dinilai tim internal %(day)s", named)
    return i18n.say(lang, "berpredikat %(predicate)s sejak %(day)s", named)
