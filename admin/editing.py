"""Forms that change something: what came of sending one, and the page that shows it."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import wtforms
from flask import render_template, request
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField

from admin import confirmation
from admin.forms import DeskForm
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnknownPoint, UnknownUnit
from kiosk.domain.refusal import Busy, Full, Refusal
from kiosk.domain.stale import StaleEdit
from kiosk.flows.cases import UnknownTicket

log = logging.getLogger("kiosk.desk")
REFUSED, CLASHED = 422, 409
MOST_LOGGED = 400
ELSEWHERE = (Busy, Full, UnknownUnit, UnknownPoint, UnknownTicket)
"""Answered by pages of their own."""

Answer = str | Response | tuple[str, int]


class EditForm(DeskForm):
    """Fields a form does not name are left where they are, and the attempt is logged (F34)."""

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        if self.is_submitted():
            _log_strangers({*self._fields, confirmation.FIELD})
        return bool(super().validate_on_submit(extra_validators))

    def meet(self, stale: StaleEdit) -> None:
        """Both versions, in the words of the form's own choices."""
        super().meet(stale)
        self.differences = [
            (self._label(one.field), *self._pair(one.field, one.theirs, one.yours))
            for one in stale.differences
        ]

    def _label(self, name: str) -> str:
        return str(self[name].label.text) if name in self else name

    def _pair(self, name: str, theirs: object, yours: object) -> tuple[str, str]:
        return self._words(name, theirs), self._words(name, yours)

    def _words(self, name: str, value: object) -> str:
        if value is None or value == "" or value == []:
            return "kosong"
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        known = getattr(self[name], "choices", None) or () if name in self else ()
        labels = {one.value: one.label for one in known}
        many = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(labels.get(one, one)) for one in many)


def _log_strangers(known: set[str]) -> None:
    strangers = sorted(set(request.form) - known)
    if strangers:
        names = ascii(strangers)[:MOST_LOGGED]
        log.warning("%d unknown fields at %s: %s", len(strangers), request.endpoint, names)


class ManyField(SelectMultipleField):
    """Boxes to tick; drawn by ``parts/input.html``."""


def choices(pairs: Sequence[tuple[str, str]]) -> list[Any]:
    """(value, label) as a select takes them."""
    return [wtforms.SelectChoice(value, label) for value, label in pairs]  # type: ignore[attr-defined]


def attempt(form: EditForm, act: Callable[[], object]) -> int | None:
    """None where it was done; else the status, and ``form`` says why."""
    if not form.validate_on_submit():
        return REFUSED
    try:
        act()
    except ELSEWHERE:
        raise
    except InvalidEntry as why:
        form.refuse(why.wrong)
        return REFUSED
    except StaleEdit as stale:
        form.meet(stale)
        return CLASHED
    except Refusal as why:
        form.tell(str(why))
        return REFUSED
    return None


def page(form: EditForm, status: int = 200, **words: Any) -> tuple[str, int]:
    """A form as a page: ``title``, ``send`` (its button) and ``back`` (where to, undone).

    ``template``: one that extends the usual page."""
    template = words.pop("template", "desk/form.html")
    kept = {"crumbs": [], "tabs": [], "intro": [], "about": None, "danger": False, **words}
    return render_template(template, form=form, **kept), status
