"""What a tablet checks before it puts a form away: the rules of the server, in its sentences."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from kiosk import i18n
from kiosk.domain.complaint import entry
from kiosk.domain.complaint.entry import LENGTHS, InvalidComplaint
from kiosk.domain.complaint.kinds import Identity
from kiosk.domain.form import Fields, Problem
from kiosk.domain.survey.answer import SUGGESTION_LENGTH, InvalidAnswer, SurveyForm

KEY = "x" * 16
FULL = "Penyimpanan tablet penuh. Isian Anda masih ada di layar: sampaikan kepada petugas."
NO_LINE = "Belum terkirim: tidak ada jaringan. Isian Anda masih ada; coba lagi."
NO_WORDS = "Tanda terima belum dapat dibuat tanpa jaringan. Sampaikan langsung kepada petugas."


def of_survey(form: SurveyForm, lang: str) -> dict[str, Any]:
    """Attributes of the form (`static/js/kiosk/check.js`)."""
    service = [form.services[0].code]
    said = _said("layanan", _objections(form, {}), lang)
    said["nilai"] = _first(_objections(form, {"layanan": service, "kunci": [KEY]}), lang)
    long = {"layanan": service, "kunci": [KEY], "saran": ["x" * (SUGGESTION_LENGTH + 1)]}
    said["panjang-saran"] = _first(_objections(form, long), lang)
    return _attributes("nilai", said, {"saran": SUGGESTION_LENGTH}, lang)


def of_complaint(lang: str, *, protected: bool) -> dict[str, Any]:
    long = {name: ["x" * (most + 1)] for name, most in LENGTHS.items()}
    said = _said("isi nama", _complaints({"identitas": [Identity.OPEN.value]}), lang)
    said |= {f"panjang-{name}": text for name, text in _by_field(_complaints(long), lang).items()}
    lane = "integritas" if protected else "aduan"
    return _attributes(lane, said, LENGTHS, lang)


def _attributes(lane: str, said: dict[str, str], lengths: Any, lang: str) -> dict[str, Any]:
    common = {"penuh": FULL, "jaringan": NO_LINE, "kata": NO_WORDS}
    said |= {rule: i18n.say(lang, text) for rule, text in common.items()}
    return {
        "data-lane": lane,
        "data-said": json.dumps(said),
        "data-lengths": json.dumps(dict(lengths)),
    }


def _objections(form: SurveyForm, given: Fields) -> Sequence[Problem]:
    try:
        form.read(given)
    except InvalidAnswer as refused:
        return refused.problems
    return ()


def _complaints(given: Fields) -> Sequence[Problem]:
    try:
        entry.read({**given, "kunci": [KEY]}, ())
    except InvalidComplaint as refused:
        return refused.problems
    return ()


def _by_field(problems: Iterable[Problem], lang: str) -> dict[str, str]:
    return {one.field: i18n.say(lang, one.template, one.values) for one in problems}


def _said(names: str, problems: Iterable[Problem], lang: str) -> dict[str, str]:
    found = _by_field(problems, lang)
    return {name: found[name] for name in names.split() if name in found}


def _first(problems: Sequence[Problem], lang: str) -> str:
    return i18n.say(lang, problems[0].template, problems[0].values) if problems else ""
