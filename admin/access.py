"""The desk's guard: every staff page names the action it is, and where its object stands.

A page that names nothing is refused. An object out of reach answers exactly as one that does
not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from admin import callers, confirmation
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import INSTALLATION, Action, Spot
from kiosk.flows.complaint.reach_ticket import reach_ticket
from kiosk.flows.people.locate import locate

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Needs:
    """``kind``: what the address names ("unit", "point", "instansi", "staff", "ticket"), under the
    view's argument of the same name; "" where the page filters by reach itself; "instalasi" for
    the installation."""

    action: Action
    kind: str = ""


def needs(action: Action, kind: str = "") -> Callable[[View], View]:
    """Declare what a view is. Goes below the route."""

    def mark(view: View) -> View:
        view.needs = Needs(action, kind)  # type: ignore[attr-defined]
        return view

    return mark


def fresh(view: View) -> View:
    """The view asks for the second factor again where it was not given within five minutes: role
    changes, approvals, exports of the audit record. Goes next to the function."""

    @wraps(view)
    def asked(*given: Any, **named: Any) -> Any:
        answer = confirmation.gate()
        return view(*given, **named) if answer is None else answer

    return asked  # type: ignore[return-value]


def actor() -> Actor:
    """Who is signed in; only inside a guarded page."""
    person: Actor = current_user.actor
    return person


def guard() -> Response | None:
    """Before every page below the desk: signed in, enrolled, allowed at the object's place."""
    stranger = signed_in()
    if stranger is not None:
        return stranger
    if actor().must_enrol:
        return redirect(url_for("account.second_factor"), 303)
    wanted: Needs | None = getattr(_view(), "needs", None)
    if wanted is None:
        abort(403)
    _require(wanted)
    return None


def signed_in() -> Response | None:
    """Before the pages of one's own account, which no role is needed for."""
    if current_user.is_authenticated:
        # Goes into the request's record: who was refused is told as well (ASVS 16.3.2).
        request.environ["kiosk.staff"] = actor().code
        return None
    return redirect(url_for("door.sign_in", lanjut=_return_path()), 303)


def _view() -> Any:
    return current_app.view_functions.get(request.endpoint or "")


def _return_path() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _require(wanted: Needs) -> None:
    if wanted.kind == "":
        if not actor().may_anywhere(wanted.action):
            abort(403)
        return
    if wanted.kind == "ticket":
        _require_ticket(wanted.action)
        return
    spots = _spots(wanted.kind)
    allowed = [spot for spot in spots if actor().may(wanted.action, spot)]
    if not allowed:
        abort(404 if wanted.kind != "instalasi" else 403)
    g.spot = allowed[0]


def _require_ticket(action: Action) -> None:
    """A ticket has no spot of its own: of a sealed case the accused must not even learn that it
    is there, whatever their role."""
    number = str((request.view_args or {}).get("ticket", ""))
    if not reach_ticket(actor(), number, action, callers.keys()):
        abort(404)


def _spots(kind: str) -> list[Spot]:
    if kind == "instalasi":
        return [INSTALLATION]
    named = (request.view_args or {}).get(kind, "")
    return locate(kind, str(named)) or []


def spot() -> Spot:
    """Where the object of this page stands."""
    found: Spot = g.spot
    return found
