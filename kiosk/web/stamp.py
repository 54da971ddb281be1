"""The signed stamp of a public form: proof that we made the form, for this point and purpose.

No session and no cookie stand behind it, and it never expires: a form left open over lunch is
still good. WTForms forms use `StampCSRF`; the survey, written by hand for speed, the functions.
"""

import hmac
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Request, current_app, request
from wtforms.csrf.core import CSRF

_LENGTH = 32


def make(purpose: str, subject: str) -> str:
    """A stamp for ``purpose`` (a kind of form) and ``subject`` (a point's code)."""
    key: str = current_app.config["SECRET_KEY"]
    if not key:
        raise RuntimeError("Kunci rahasia belum dibuat: jalankan kiosk init.")
    return _made(key, purpose, subject)


@lru_cache(maxsize=2_000)
def _made(key: str, purpose: str, subject: str) -> str:
    # Lengths are fixed by the separator: no purpose or code holds a NUL.
    message = b"\0".join((b"stamp", purpose.encode(), subject.encode()))
    return hmac.digest(key.encode(), message, "sha256").hex()[:_LENGTH]


def holds(given: str, purpose: str, subject: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), make(purpose, subject).encode())


def is_foreign(asked: Request) -> bool:
    """Whether another site's page sent this. A browser that says nothing is believed."""
    site = asked.headers.get("Sec-Fetch-Site")
    origin = asked.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        return True
    if origin is None or (origin == "null" and site is not None):
        return False
    return urlsplit(origin).netloc != asked.host


class StampCSRF(CSRF):
    """Flask-WTF's ``Meta.csrf_class`` for public forms; ``csrf_context`` is (purpose, subject)."""

    def setup_form(self, form: Any) -> Any:
        self.purpose, self.subject = form.meta.csrf_context
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        return make(self.purpose, self.subject)

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        if is_foreign(request) or not holds(field.data or "", self.purpose, self.subject):
            raise ValueError("Formulir ini perlu dikirim sekali lagi. Isian Anda masih ada.")
