"""What a shared tablet keeps so that it works without a network: its pages, their files, and the
mark by which it sees that they have changed."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from werkzeug.wrappers import Response

from kiosk import i18n
from kiosk.domain.place.point import OpenPoint
from kiosk.flows.boxes import public_key
from kiosk.flows.place.open_point import Counter
from kiosk.flows.place.tablet_settings import TabletSettings
from kiosk.fronts.house import house
from kiosk.web.words import with_language

COOKIE = "loket"
KEPT_FOR = 400 * 24 * 60 * 60
"""Seconds; no browser keeps a cookie longer. Renewed with every page."""
DOORS = ("tablet.survey", "tablet.complaint", "tablet.protected")


@dataclass(frozen=True)
class Site:
    """One counter's tablet pages. ``build`` changes with any file, page or language of them."""

    counter: Counter
    settings: TabletSettings

    @property
    def point(self) -> OpenPoint:
        return self.counter.point

    @property
    def pages(self) -> list[str]:
        """Addresses, in every language offered; the survey only while there is one."""
        doors = DOORS if self.counter.takes_answers else DOORS[1:]
        plain = [url_for(door, code=self.point.code) for door in ("tablet.start", *doors)]
        offered = [one.code for one in i18n.offered(self.point.languages)]
        return [page + asking(lang) for lang in offered for page in plain]

    @property
    def files(self) -> list[str]:
        root, colour = request.script_root, self.point.instansi.colour
        paint = current_app.extensions["colours"]
        urls = [paint.url(name, None, root) for name in ("kiosk.js", "icon.svg")]
        return [paint.url("kiosk.css", colour, root), *urls, url_for("tablet.kata")]

    @property
    def build(self) -> str:
        told = [
            *self.pages,
            *self.files,
            worker_script(),
            public_point(),
            str(self.settings),
            self.point.opener,
        ]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]

    def config(self) -> str:
        """The first line of the worker's script."""
        told = {
            "build": self.build,
            "kode": self.point.code,
            "halaman": self.pages,
            "berkas": self.files,
        }
        return f"self.SUSUNAN = {json.dumps(told)};\n"

    def context(self, *, start: bool) -> dict[str, Any]:
        """``tablet`` of its templates."""
        code = self.point.code
        return {
            "code": code,
            "home": url_for("tablet.start", code=code),
            "send": with_language(url_for("tablet_wire.receive", code=code)),
            "beat": url_for("tablet_wire.hear", code=code),
            "words": url_for("tablet.kata"),
            "key": public_point(),
            "wait": self.settings.wait,
            "build": self.build,
            "worker": url_for("tablet.worker", loket=code),
            "scope": scope(),
            "zone": self.point.unit.zone,
            "start": start,
            "complain_url": with_language(url_for("tablet.complaint", code=code)),
            "protected_url": with_language(url_for("tablet.protected", code=code)),
        }


def scope() -> str:
    """Where the tablet's cookie and worker hold, and nowhere else."""
    return f"{request.script_root}/k/"


def worker_script() -> str:
    script: bytes = current_app.extensions["assets"].content("kiosk-worker.js")
    return script.decode()


def public_point() -> str:
    """Of the installation's key for boxes, as `static/js/kiosk/box.js` reads it."""
    return base64.urlsafe_b64encode(public_key(house().keys)).rstrip(b"=").decode()


def _cookie() -> str:
    """The prefix keeps a page without TLS from planting one (ASVS 5.0 3.3.1)."""
    return f"__Secure-{COOKIE}" if request.is_secure else COOKIE


def sent_key() -> str:
    """What this browser holds, also under the name of tablets enrolled by an older release."""
    return request.cookies.get(_cookie()) or request.cookies.get(COOKIE, "")


def keep_key(answer: Response, key: str) -> None:
    """The tablet's only identity, for this browser alone and out of reach of its scripts."""
    answer.set_cookie(
        _cookie(),
        key,
        max_age=KEPT_FOR,
        path=scope(),
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )


def asking(lang: str) -> str:
    """What stands behind a page's address for its language."""
    return "" if lang == i18n.DEFAULT else f"?bahasa={lang}"
