"""Reply templates and other authorities, as shipped; an office's own stand in tables."""

from functools import cache
from importlib.resources import files

from kiosk.domain.complaint import authority, reply
from kiosk.domain.complaint.authority import Authority
from kiosk.domain.complaint.reply import Template


@cache
def reply_templates() -> tuple[Template, ...]:
    return reply.parse(_text("balasan.toml"))


@cache
def authorities() -> tuple[Authority, ...]:
    return authority.parse(_text("kewenangan.toml"))


def _text(name: str) -> str:
    return (files("kiosk.data") / name).read_text(encoding="utf-8")
