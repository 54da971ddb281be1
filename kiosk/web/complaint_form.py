"""What the form of a complaint shows: choices, what was typed before, what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kiosk import i18n
from kiosk.domain.complaint import attachment
from kiosk.domain.complaint.entry import LENGTHS
from kiosk.domain.complaint.kinds import INTEGRITY, Category, Identity, Kind
from kiosk.domain.form import Fields, Problem, visible
from kiosk.domain.place.point import OpenPoint

_IDS = {"isi": "uraian"}
"""The page's own main part has the other name."""
SHOWN = frozenset({*LENGTHS, "jenis", "layanan", "kategori", "identitas", "lampiran"})


def context(
    point: OpenPoint,
    given: Fields,
    problems: Sequence[Problem],
    lang: str,
    *,
    protected: bool,
    names: Sequence[str] = (),
) -> dict[str, Any]:
    """Everything `citizen/complaint.html` shows but stamp, key, receipt and addresses.
    ``names``: of files that were chosen and are lost."""
    chosen = {name: typed(given, name) for name in SHOWN}
    return {
        "protected": protected,
        "values": chosen,
        "lengths": LENGTHS,
        "kind": chosen["jenis"] or Kind.COMPLAINT.value,
        "identity": chosen["identitas"] or Identity.ANONYMOUS.value,
        "services": [(one.code, one.name, one.code == chosen["layanan"]) for one in point.services],
        "ordinary": _categories([one for one in Category if not one.is_integrity], chosen, lang),
        "integrity": _categories([one for one in Category if one in INTEGRITY], chosen, lang),
        "wrong": wrong(problems, lang),
        "errors": summary(problems, SHOWN, lang),
        "lost_names": [visible(one)[:120] for one in names[: attachment.MOST_IN_MESSAGE]],
    }


def _categories(
    of: Iterable[Category], chosen: Mapping[str, str], lang: str
) -> list[tuple[str, str, bool]]:
    return [(one.value, i18n.say(lang, one.label), one == chosen["kategori"]) for one in of]


def typed(given: Fields, name: str) -> str:
    values = given.get(name)
    return visible(values[0]) if values else ""


def wrong(problems: Sequence[Problem], lang: str) -> dict[str, str]:
    """Field to sentence: the first of each."""
    return {one.field: i18n.say(lang, one.template, one.values) for one in reversed(problems)}


def summary(problems: Sequence[Problem], shown: Iterable[str], lang: str) -> list[tuple[str, str]]:
    """Field to lead to ("" for one that is not on the page) and sentence."""
    return [
        (
            _IDS.get(one.field, one.field) if one.field in shown else "",
            i18n.say(lang, one.template, one.values),
        )
        for one in problems
    ]
