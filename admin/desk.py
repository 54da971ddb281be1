"""The desk: one guarded parent for every staff page.

Until sign-in exists, the guard is the machine itself: pages open only on it. A proxy on the
same machine would look like it, so anything a proxy has touched is refused too.
"""

from typing import Any

from flask import Blueprint, abort, request, url_for

from kiosk import i18n

bp = Blueprint("desk", __name__, url_prefix="/admin")
LOOPBACK = frozenset({"127.0.0.1", "::1"})
_PROXY_MARKS = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via")
NOTICE = "Halaman ini belum memakai akun, jadi hanya dapat dibuka di komputer ini (127.0.0.1)."


@bp.before_request
def only_here() -> None:
    host = request.host.rsplit(":", 1)[0]
    here = request.remote_addr in LOOPBACK and host in ("127.0.0.1", "localhost", "[::1]")
    if not here or any(mark in request.headers for mark in _PROXY_MARKS):
        abort(403)


@bp.context_processor
def frame() -> dict[str, Any]:
    return {"desk_url": url_for("desk.overview.index"), "notice": i18n.say("id", NOTICE)}


def tabs(unit_code: str, period: str, current: str) -> list[tuple[str, str, bool]]:
    """The pages of one unit, for the navigation."""
    pages: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("IKM", "desk.ikm.month", {"period": period}),
        ("Hasil ZI", "desk.hasil.year", {"year": period[:4]}),
        ("Loket dan QR", "desk.points.listed", {}),
    )
    return [
        (label, url_for(endpoint, unit=unit_code, **extra), endpoint == current)
        for label, endpoint, extra in pages
    ]
