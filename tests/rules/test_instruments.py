"""A questionnaire once used is never edited: answers would change their meaning afterwards."""

import hashlib
from pathlib import Path

from tests.rules.source import ROOT

PINNED = Path(__file__).with_name("instruments.sha256")
FOLDER = ROOT / "kiosk" / "instruments"


def pinned() -> dict[str, str]:
    lines = PINNED.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines if line.strip())}


def present() -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.toml")
    }


def test_no_pinned_questionnaire_has_changed_or_gone() -> None:
    now = present()
    wrong = [name for name, digest in pinned().items() if now.get(name) != digest]
    assert wrong == [], "restore the file; a change is a new version under a new name"


def test_every_questionnaire_is_pinned() -> None:
    new = sorted(present().keys() - pinned().keys())
    assert new == [], f"add its line of `sha256sum` to {PINNED.name}"
