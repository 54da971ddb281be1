"""From what was typed off a sheet to the fields of its form, or to a list of what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.form import Problem
from kiosk.domain.place.point import UNSAID, ServiceCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import profile
from kiosk.domain.survey.answer import InvalidAnswer, SurveyForm, form_of, tidied
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.paper import (
    DAY,
    LISTED,
    SERVICE,
    WORDS,
    Layout,
    Typed,
    chosen,
    day_of,
    score_of,
)

_ANY_KEY = "kertas-diperiksa"


class InvalidEntry(Refusal):
    """``problems`` says what, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Isian belum dapat disimpan. Perbaiki bagian yang ditandai.")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Sheet:
    """What stands on it: ``services`` in the order of their letters."""

    layout: Layout
    instruments: tuple[Instrument, ...]
    services: tuple[ServiceCard, ...]

    def form(self, service: str) -> SurveyForm:
        """Its form for whoever named this service; "": none is named, which a sheet may do."""
        named = tuple(one for one in self.services if one.code == service) or (UNSAID,)
        made = form_of(self.instruments, named)
        assert made is not None
        return made

    @property
    def is_listed(self) -> bool:
        """Whether its services are printed to be circled."""
        return len(self.services) <= LISTED


def fields(typed: Typed, key: str) -> dict[str, list[str]]:
    """As the form takes them. The service is the form's only one (`Sheet.form`)."""
    told = {name: [value] for name, value in typed.items() if name not in (DAY, SERVICE)}
    return {**told, "kunci": [key]}


def read(sheet: Sheet, given: Mapping[str, str], today: date, first: date) -> dict[str, str]:
    """``given``: as keyed, by field: digits, letters, words. ``first``: the day of printing.
    Raises `InvalidEntry`."""
    problems: list[Problem] = []
    day = day_of(given.get(DAY, ""), today, first)
    if isinstance(day, Problem):
        problems.append(day)
    typed = {SERVICE: _service(sheet, given.get(SERVICE, ""), problems)}
    typed |= _scores(sheet, given, problems)
    typed |= _profile(sheet.layout, given, problems)
    typed[WORDS] = tidied(given.get(WORDS, ""))
    typed = {name: value for name, value in typed.items() if value}
    problems += _unfit(sheet, typed)
    if problems:
        raise InvalidEntry(problems)
    return {DAY: str(day), **typed}


def _service(sheet: Sheet, text: str, problems: list[Problem]) -> str:
    if len(sheet.services) == 1:
        return sheet.services[0].code
    codes = [one.code for one in sheet.services]
    found = chosen(text, codes) if sheet.is_listed else _named(sheet.services, text)
    if found is None:
        told = "Huruf layanan ini tidak ada pada lembar."
        wanted = "Layanan ini tidak ada di loket. Ketik kode atau namanya, atau kosongkan."
        problems.append(Problem(SERVICE, told if sheet.is_listed else wanted))
    return found or ""


def _named(services: Sequence[ServiceCard], text: str) -> str | None:
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        return ""
    same = [one for one in services if wanted in (one.code.casefold(), one.name.casefold())]
    return same[0].code if same else None


def _scores(sheet: Sheet, given: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    names = [name for one in sheet.instruments for name in one.fields]
    scores = {name: score_of(given.get(name, "")) for name in names}
    if not any(scores.values()):
        told = "Lembar tanpa satu pun nilai tidak dihitung. Batalkan lembar itu."
        problems.append(Problem(names[0], told))
    return scores


def _profile(layout: Layout, given: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    made = {}
    for name, codes in layout.options.items():
        found = chosen(given.get(name, ""), codes)
        if found is None:
            problems.append(Problem(name, "Huruf ini tidak ada pada lembar."))
        elif name in profile.BY_NAME:
            made[name] = found
    return made


def _unfit(sheet: Sheet, typed: Typed) -> Sequence[Problem]:
    """What the form itself would refuse, but for what was said above."""
    try:
        sheet.form(typed.get(SERVICE, "")).read(fields(typed, _ANY_KEY))
    except InvalidAnswer as why:
        return [one for one in why.problems if "sedikitnya satu" not in one.template]
    return ()
