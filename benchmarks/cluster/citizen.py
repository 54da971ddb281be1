"""Citizens at a counter: they rate, they complain, they follow what became of it."""

import random
import secrets
from dataclasses import dataclass

from benchmarks.cluster.visitor import Door, Form, NotSeen, Visitor

STORY = "Berkas saya lengkap sejak Senin, tetapi KTP belum juga dicetak."


@dataclass(frozen=True)
class Reported:
    """A receipt: ``phrase`` opens the report ``number``."""

    number: str
    phrase: str


def rate(door: Door, code: str) -> str:
    """From the scan to the thanks; the path of the thanks."""
    one = Visitor(door)
    one.get(f"/S/{code}")
    form = one.get(f"/s/{code}/nilai").form("kunci")
    page = one.send(form, **filled(form, random.Random(1)))
    if "/terima-kasih" not in page.path:
        raise NotSeen(f"{page.path}: not thanked")
    return page.path


def filled(form: Form, draw: random.Random) -> dict[str, str]:
    """A choice for every question, a key of its own, and no word that would be asked about."""
    given = {"kunci": secrets.token_urlsafe(16)}
    for name, offered in form.choices.items():
        numbers = [one for one in offered if one in ("3", "4")]
        full = [one for one in (numbers or offered) if one]
        if full:
            given[name] = draw.choice(full)
    return given


def report(door: Door, code: str, story: str = STORY) -> Reported:
    one = Visitor(door)
    form = one.get(f"/s/{code}/aduan").form("kunci")
    offered = form.choices.get("layanan") or []
    service = {"layanan": next(filter(None, offered))} if any(offered) else {}
    page = one.send(form, isi=story, **service)
    shown = page.form("frasa")
    return Reported(shown.fields["nomor"], shown.fields["frasa"])


def follow(door: Door, receipt: Reported) -> str:
    """What the reporter's page says today."""
    one = Visitor(door)
    form = one.get("/lacak").form("frasa")
    return one.send(form, nomor=receipt.number, frasa=receipt.phrase).text
