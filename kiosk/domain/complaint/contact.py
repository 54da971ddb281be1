"""A reporter's contact as somebody sees it who does not answer the report."""

_SHOWN = 4
"""Digits of a telephone number: enough to tell two apart, not to call."""


def masked(contact: str) -> str:
    """ "+62 812 3456 7890" is "+628…", "maria.bete@contoh.id" is "m…@contoh.id"; "" stays ""."""
    told = contact.strip()
    if not told:
        return ""
    name, at, domain = told.rpartition("@")
    if at and name:
        return f"{name[0]}…@{domain}"
    return "".join(told.split())[:_SHOWN] + "…"
