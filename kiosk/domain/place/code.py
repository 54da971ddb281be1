"""Codes a person can read aloud and type: no I, L, O or U, upper case, eight letters."""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_HEARD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": "", " ": ""})


def new_code(choose: Callable[[str], str]) -> str:
    """A fresh point code; ``choose`` picks one letter (`secrets.choice`, or a seeded one)."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """What was typed or scanned, as a code: case, spaces and look-alike letters forgiven."""
    return typed.strip().upper()[:40].translate(_HEARD)


def spoken(code: str) -> str:
    """The code as printed in letters under its QR: two groups of four."""
    return f"{code[:4]}-{code[4:]}" if len(code) == LENGTH else code
