"""A step that flows of recordings share: which slots there are."""

from functools import cache

from kiosk import i18n
from kiosk.domain.survey.recording import Slot, UnusableRecording
from kiosk.flows.steps import INSTRUMENTS, load_instrument


@cache
def questions() -> dict[str, tuple[str, ...]]:
    """Instrument to its items, in the order they are asked. Both are files of the program."""
    codes = sorted(path.stem for path in INSTRUMENTS.glob("*.toml"))
    return {code: load_instrument(code).asked for code in codes}


def is_known(slot: Slot) -> bool:
    """Only a known slot may become part of a path."""
    return slot.lang in i18n.shelf().languages and slot.item in questions().get(slot.instrument, ())


def slots(instrument: str | None, lang: str | None) -> list[Slot]:
    """All of them, or of one instrument, or of one language. Raises `UnusableRecording`."""
    languages = list(i18n.shelf().languages)
    _check("Instrumen", instrument, list(questions()))
    _check("Bahasa", lang, languages)
    return [
        Slot(code, one, item)
        for code, items in questions().items()
        if instrument in (None, code)
        for one in languages
        if lang in (None, one)
        for item in items
    ]


def check(slot: Slot) -> None:
    """Raises `UnusableRecording`, which says what there is."""
    slots(slot.instrument, slot.lang)
    _check("Butir", slot.item, questions()[slot.instrument])


def _check(what: str, given: str | None, known: tuple[str, ...] | list[str]) -> None:
    if given is not None and given not in known:
        raise UnusableRecording(
            '%(what)s "%(given)s" tidak ada. Pilih salah satu: %(known)s.',
            what=what,
            given=given[:40],
            known=", ".join(known),
        )
