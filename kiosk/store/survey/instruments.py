"""The questionnaires: read from the package's files, pinned in the database by their hash."""

import hashlib
from datetime import datetime
from functools import cache
from importlib.resources import files
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, insert, select

from kiosk.domain.month import Month
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import sharing
from kiosk.domain.survey.answer import SurveyForm, form_of
from kiosk.domain.survey.instrument import Instrument, parse
from kiosk.domain.survey.sharing import UNSHARED, Sharing
from kiosk.store.engine import connection
from kiosk.store.survey.tables import KnownInstrument


class UnknownInstrument(Refusal):
    """No instrument has this code."""


class ChangedInstrument(Refusal):
    """A questionnaire's file is no longer what it was when first used."""


def codes() -> tuple[str, ...]:
    found = (one.name for one in files("kiosk.instruments").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def by_code(code: str) -> Instrument:
    """Raises `UnknownInstrument`."""
    if code not in codes():
        raise UnknownInstrument(
            'Instrumen "%(code)s" tidak ada. Yang ada: %(known)s.',
            code=code[:40],
            known=", ".join(codes()),
        )
    return parse(_bytes(code).decode())


def on_form(point: OpenPoint, month: Month) -> tuple[Instrument, ...]:
    """What a point asks in a month."""
    return tuple(by_code(code) for code in point.instruments_on_form(month))


def form_at(point: OpenPoint, month: Month) -> SurveyForm | None:
    """The form of a point in a month; None where it asks nothing."""
    shared = sharing_of(point.shared) if point.sitting == "bersama" else UNSHARED
    return form_of(on_form(point, month), point.services, shared)


@cache
def sharing_of(wanted: str) -> Sharing:
    """One object a value of the setting ``butir-bersama``."""
    return sharing.chosen(shared_items(), wanted)


@cache
def shared_items() -> tuple[sharing.Pair, ...]:
    text = (files("kiosk.data") / "butir-bersama.toml").read_text(encoding="utf-8")
    return sharing.parse(text)


def _bytes(code: str) -> bytes:
    return (files("kiosk.instruments") / f"{code}.toml").read_bytes()


def pin_all(at: datetime) -> None:
    """Make every instrument known by its hash; raises `ChangedInstrument` for one that changed."""
    known = _known()
    for code in codes():
        digest = hashlib.sha256(_bytes(code)).hexdigest()
        if code not in known:
            connection().execute(
                insert(KnownInstrument).values(code=code, sha256=digest, loaded_at=at)
            )
        elif known[code] != digest:
            raise ChangedInstrument(
                "Berkas instrumen %(code)s berubah setelah dipakai. Kembalikan berkas aslinya "
                "dan buat versi baru dengan nama lain.",
                code=code,
            )


def _known() -> dict[str, str]:
    rows = connection().execute(select(KnownInstrument.code, KnownInstrument.sha256))
    return {row.code: row.sha256 for row in rows}


def ids() -> dict[str, int]:
    """Code to id of every pinned instrument."""
    rows = connection().execute(select(KnownInstrument.code, KnownInstrument.id))
    return {row.code: row.id for row in rows}


def sha256_of(code: str) -> str:
    """Of its file as it was when it was first loaded."""
    return _known()[code]


_ids: WeakKeyDictionary[Engine, dict[str, int]] = WeakKeyDictionary()


def id_of(code: str) -> int:
    """The id under which an instrument is kept; remembered, since it never changes."""
    if code not in _ids.get(connection().engine, {}):
        _remember()
    return _ids[connection().engine][code]


def code_of(number: int) -> str:
    """The other way round; remembered too."""
    found = _ids.get(connection().engine, {})
    if number not in found.values():
        found = _remember()
    return next(code for code, known in found.items() if known == number)


def _remember() -> dict[str, int]:
    found = _ids[connection().engine] = ids()
    return found
