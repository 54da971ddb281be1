"""What is asked on a sheet as rows to key or to compare: with the words printed beside each key."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kiosk import i18n
from kiosk.domain.survey import paper_entry, profile
from kiosk.domain.survey.instrument import say
from kiosk.domain.survey.paper import DAY, LETTERS, SERVICE, WORDS
from kiosk.paper.paper_form import asked

NAMES = {DAY: "Tanggal mengisi", SERVICE: "Layanan", WORDS: "Saran"}


def rows(printed: paper_entry.Sheet) -> list[dict[str, Any]]:
    """Every field that is keyed, in the order of the paper: ``keys`` [(key, word)], none where
    words are typed; ``title`` where a questionnaire begins."""
    made = _service(printed)
    number = 0
    for one in printed.instruments:
        for place, item in enumerate(asked(one, printed.layout.order)):
            number += 1
            unsur = next(unsur for unsur in one.unsur if unsur.code == item.unsur)
            title = say(one.title, "id") if place == 0 and len(printed.instruments) > 1 else None
            made.append(
                {
                    "name": one.field_of(item),
                    "number": number,
                    "label": say(unsur.name, "id"),
                    "about": say(item.text, "id"),
                    "keys": [(str(key), say(words, "id")) for key, words in item.labels.items()],
                    "title": title,
                }
            )
    return [*made, *_profile(printed), _row(WORDS, NAMES[WORDS], [])]


def _row(name: str, label: str, keys: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "number": None, "label": label, "about": "", "keys": keys, "title": None}


def _service(printed: paper_entry.Sheet) -> list[dict[str, Any]]:
    if len(printed.services) == 1:
        return []
    listed = [(LETTERS[at], one.name) for at, one in enumerate(printed.services)]
    return [_row(SERVICE, NAMES[SERVICE], listed if printed.is_listed else [])]


def _profile(printed: paper_entry.Sheet) -> list[dict[str, Any]]:
    found = []
    for field in profile.FIELDS:
        labels = {one.code: say(one.label, "id") for one in field.options}
        codes = printed.layout.options.get(field.name, ())
        keys = [(LETTERS[at], labels.get(code, code)) for at, code in enumerate(codes)]
        found.append(_row(field.name, say(field.label, "id"), keys))
    return found


def names(printed: paper_entry.Sheet) -> dict[str, str]:
    """Field to what people call it."""
    return {**NAMES, **{row["name"]: row["label"] for row in rows(printed)}}


def said(printed: paper_entry.Sheet, name: str, typed: Mapping[str, str]) -> str:
    """What somebody typed, in words; "kosong" for a blank."""
    value = typed.get(name, "")
    if not value:
        return "kosong"
    if name == DAY:
        return i18n.day_text(date.fromisoformat(value))
    words = {one.code: one.name for one in printed.services} if name == SERVICE else {}
    if name in profile.BY_NAME:
        words = {one.code: say(one.label, "id") for one in profile.BY_NAME[name].options}
    for one in printed.instruments:
        if name in one.fields:
            labels = one.fields[name].labels
            words = {str(key): f"{key} {say(label, 'id')}" for key, label in labels.items()}
    return words.get(value, value)
