"""Staff at the desk: let in by the link of the demo, with a password and a second factor."""

import re
import secrets
from urllib.parse import urlsplit

import pyotp

from benchmarks.cluster.visitor import Door, NotSeen, Page, Visitor
from kiosk import clock

_RESPONDENTS = re.compile(r'class="big"><b>([0-9.]+)</b> <span class="mutu[^>]*>(?:belum )?cukup')
_SECRET = re.compile(r'class="secret">([A-Z2-7 ]+)<')


def enter(door: Door, link: str) -> Visitor:
    """Somebody who sits at the desk now."""
    one = Visitor(door)
    page = one.get(urlsplit(link).path)
    page = one.send(page.form("password"), password=f"sepeda ontel {secrets.token_hex(8)}")
    found = _SECRET.search(page.text)
    if found is None:
        raise NotSeen(f"{page.path}: no second factor is asked for")
    code = pyotp.TOTP(found[1].replace(" ", "")).at(clock.now())
    one.send(page.form("code"), code=code)
    return one


def answer(officer: Visitor, number: str, words: str) -> Page:
    """Take the report, look at it, and answer: the preview is what the reporter will read."""
    path = f"/admin/laporan/{number}"
    page = officer.get(path)
    page = officer.send(page.form("/ambil"))
    page = officer.send(page.form("Verifikasi"))
    page = officer.get(f"{path}/langkah/jawab")
    page = officer.send(page.form("message"), message=words)
    if words not in page.text:
        raise NotSeen(f"{page.path}: the preview does not show the answer")
    send = "Kirim kepada pelapor"
    return officer.press(page.form(send), send)


def respondents(head: Visitor, path: str) -> int:
    """How many answers the month has."""
    found = _RESPONDENTS.search(head.get(path).text)
    if found is None:
        raise NotSeen(f"{path}: no number of respondents")
    return int(found[1].replace(".", ""))
