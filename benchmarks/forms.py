"""The requests that are measured, as a phone's browser sends them."""

import random
import secrets
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Flask

from benchmarks.installation import INSTRUMENT, POINT, SERVICES
from kiosk.domain.survey import profile
from kiosk.store.survey import instruments
from kiosk.web import stamp
from kiosk.web.survey import PURPOSE

LANDING = f"/s/{POINT}"
FORM = f"/s/{POINT}/nilai"
SUGGESTION_EVERY = 5
SUGGESTION = "Petugas ramah, tetapi antreannya panjang. Mohon loket ditambah pada hari Senin."
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "id-ID,id;q=0.9",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "navigate",
    "User-Agent": "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/130.0 Mobile",
}
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Forms:
    """Bodies of filled forms: every item, three fields of the profile, one in five with a text."""

    signed: str
    fields: tuple[str, ...]

    def signed_by(self, stamp: str) -> "Forms":
        """The same at another counter."""
        return replace(self, signed=stamp)

    def body(self, draw: random.Random) -> bytes:
        # A low answer with a text is thanked with a page of its own (200): all here are led on.
        tells = draw.randrange(SUGGESTION_EVERY) == 0
        scores = (3, 3, 3, 4, 4) if tells else (2, 3, 3, 3, 4, 4)
        values = {name: str(draw.choice(scores)) for name in self.fields}
        for one in profile.FIELDS[:3]:
            values[one.name] = draw.choice(one.options).code
        values["pekerjaan"] = values["disabilitas"] = ""
        values["saran"] = SUGGESTION if tells else ""
        values["layanan"] = draw.choice(SERVICES)
        values["csrf_token"] = self.signed
        values["kunci"] = secrets.token_urlsafe(16)
        return urlencode(values).encode()


def forms(app: Flask) -> Forms:
    with app.app_context():
        signed = stamp.make(PURPOSE, POINT)
        return Forms(signed, tuple(instruments.by_code(INSTRUMENT).fields))
