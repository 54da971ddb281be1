"""The survey's questions as the page shows them: sections, choices and what was typed before."""

import secrets
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from kiosk import i18n
from kiosk.domain.form import Fields, Problem, visible
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey import contradiction, extras, profile, sitting
from kiosk.domain.survey.answer import DRAWN, NOTICE_VERSION, SurveyForm
from kiosk.domain.survey.instrument import Instrument, Item
from kiosk.domain.survey.recording import Slot
from kiosk.domain.survey.sitting import Sitting
from kiosk.flows.place.open_point import Counter
from kiosk.web import sound

NOTICE = (
    "Tanpa nama, tanpa nomor. Penilaian Anda dihitung bersama penilaian orang lain untuk "
    "memperbaiki pelayanan; petugas loket tidak melihat siapa yang menilai. Profil boleh "
    "dikosongkan dan hanya ditampilkan untuk kelompok berisi lima orang atau lebih. Saran dibaca "
    "unit ini apa adanya, jadi jangan menulis nama atau nomor Anda."
)
"""Privacy notice, version 1 (UU 27/2022). Changing its meaning means a new version number."""

RULE = {
    "sad": contradiction.SAD_UP_TO,
    "high": contradiction.HIGH_TENTHS,
    "low": contradiction.LOW_TENTHS,
}
"""When a page asks once whether the face or the answers are meant (js/guard.js)."""


def context(
    form: SurveyForm,
    point: OpenPoint,
    given: Fields,
    problems: Sequence[Problem],
    lang: str,
    *,
    drawn: Instrument | None = None,
    in_turn: bool = False,
) -> dict[str, Any]:
    """Everything `citizen/survey.html` shows but stamp, key and address. ``drawn``: the only
    instrument asked; ``in_turn``: all are there, and the device draws one of them."""
    errors = {one.field: i18n.say(lang, one.template, one.values) for one in reversed(problems)}
    asked = (drawn,) if drawn else form.instruments
    sections = _sections(form, asked, point.order, given, errors, lang)
    told = extras.read(given)
    return {
        "services": _services(form, given),
        "service_error": errors.get("layanan"),
        "sections": sections,
        "drawn": drawn.code if drawn else "",
        "in_turn": in_turn,
        "profile": [_profile(one, given, errors, lang) for one in profile.FIELDS],
        "saran": {"value": _typed(given, "saran"), "error": errors.get("saran")},
        "errors": _summary(problems, _fields(sections), lang),
        "wajah": told.face or "",
        "assisted": told.assisted,
        "rule": RULE,
        "notice": i18n.say(lang, NOTICE),
        "notice_version": NOTICE_VERSION,
    }


def drawn_of(form: SurveyForm, point: OpenPoint, given: Fields) -> Instrument | None:
    """What this visitor is asked of several instruments; None: all. A form that comes back says
    which it was."""
    if point.sitting != Sitting.IN_TURN:
        return None
    return sitting.drawn(point.sitting, form.instruments, _typed(given, DRAWN), secrets.choice)


def _fields(sections: Sequence[Mapping[str, Any]]) -> set[str]:
    """What the page shows, and a problem may lead to."""
    items = {item["field"] for section in sections for item in section["items"]}
    return items | profile.BY_NAME.keys() | {"layanan", "saran"}


def _summary(problems: Sequence[Problem], shown: set[str], lang: str) -> list[tuple[str, str]]:
    """Field to lead to ("" for one that is not on the page) and sentence."""
    return [
        (one.field if one.field in shown else "", i18n.say(lang, one.template, one.values))
        for one in problems
    ]


def _typed(given: Fields, name: str) -> str:
    values = given.get(name)
    return visible(values[0]) if values else ""


def _services(form: SurveyForm, given: Fields) -> list[dict[str, Any]]:
    chosen = _typed(given, "layanan")
    alone = len(form.services) == 1
    return [
        {
            "code": one.code,
            "name": one.name,
            "selected": alone or one.code == chosen,
            "asks_fee": one.asks_fee,
        }
        for one in form.services
    ]


def _sections(
    form: SurveyForm,
    asked: Sequence[Instrument],
    order: str,
    given: Fields,
    errors: Mapping[str, str],
    lang: str,
) -> list[dict[str, Any]]:
    """Without those of which another one asks everything."""
    fee = any(service.asks_fee for service in form.services)
    number = count(1)
    made = [
        {
            "instrument": one.code,
            "title": i18n.pick(lang, one.title),
            "items": [
                _item(one, item, next(number), given, errors, lang)
                for item in _asked(form, one, order, fee)
            ],
        }
        for one in asked
    ]
    return [one for one in made if one["items"]]


def _asked(form: SurveyForm, instrument: Instrument, order: str, fee: bool) -> list[Item]:
    """In the order of the questionnaire or of the list; biaya only where a service may have one,
    and nothing that is asked under another instrument."""
    codes = instrument.items if order == "daftar" else instrument.asked
    items = [instrument.items[code] for code in codes]
    return [
        item
        for item in items
        if (fee or item.unsur != "biaya") and instrument.field_of(item) not in form.followers
    ]


def asked_count(counter: Counter) -> int | None:
    """How many questions a visitor is asked, at most; None where there are none."""
    if counter.form is None:
        return None
    if counter.point.sitting == Sitting.IN_TURN:
        return max(len(one.items) for one in counter.form.instruments)
    return len(counter.form.items) - len(counter.form.followers)


def _item(
    instrument: Instrument,
    item: Item,
    number: int,
    given: Fields,
    errors: Mapping[str, str],
    lang: str,
) -> dict[str, Any]:
    name = instrument.field_of(item)
    chosen = _typed(given, name).strip()
    return {
        "field": name,
        "number": number,
        "unsur": item.unsur,
        "text": i18n.pick(lang, item.text),
        "lang": i18n.DEFAULT if i18n.is_fallen_back(lang, item.text) else "",
        # An unsur asked by several questions has no drawing: it would say the same to each.
        "picture": item.unsur if item.code == item.unsur else "",
        "sound": sound.address(Slot(instrument.code, lang, item.code)),
        # An angry face beside "not important" would be taken for a judgement.
        "faceless": not instrument.is_rating,
        "error": errors.get(name),
        "choices": [
            {"value": value, "label": i18n.pick(lang, words), "checked": chosen == str(value)}
            for value, words in item.labels.items()
        ],
    }


def _profile(
    field: profile.ProfileField, given: Fields, errors: Mapping[str, str], lang: str
) -> dict[str, Any]:
    mark = field.read(_typed(given, field.name)) or ""
    return {
        "field": field.name,
        "label": i18n.pick(lang, field.label),
        "kind": "radio" if field.name == "jenis_kelamin" else "select",
        "error": errors.get(field.name),
        "value": _typed(given, field.name),
        "options": [
            {"value": o.code, "label": i18n.pick(lang, o.label), "selected": o.mark == mark}
            for o in field.options
        ],
    }
