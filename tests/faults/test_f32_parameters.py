"""F32 everywhere: every parameter that any page reads from its address takes SQL and answers as it
answers to words that mean nothing. Which there are, the pages say themselves."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import ImmutableMultiDict

from tests.faults.conftest import Held
from tests.faults.ledger import FULL
from tests.faults.robot import Robot
from tests.faults.test_f32_search import PAYLOADS

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes", "clock")
HARMLESS = "tidakadayangbegini"
STAMPS = re.compile(rb'(?:name="(?:csrf_token|kunci)"|data-key="|value="ey)[^>]*>|\bIm[\w.-]{30,}')
DRAWN = (".pdf", ".svg", ".png", ".jpg", ".css", ".xlsx", "/hasil")
PER_PARAMETER = 1
EVERYWHERE = 12
"""Pages on which a parameter that all of them read, as the language is, is tried."""
BLANK = "\0\r\n\u2028 "
"""A page may take it for words or for nothing typed."""
WORDS = {"q", "kode", "dari", "sampai"}
"""What finds something by what was typed, or repeats it, may answer otherwise to other words; what
it finds is held by tests/faults/test_f32_search.py."""


class Reading(ImmutableMultiDict[str, str]):
    """The parameters of an address, which notes those that are asked for."""

    asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]
        self.asked.add(key)
        return super().get(key, default, type)

    def getlist(self, key: str, type: Any = None) -> list[Any]:  # type: ignore[override]
        self.asked.add(key)
        return super().getlist(key, type)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


@pytest.fixture(scope="module")
def parameters(robot: Robot, stage: Flask) -> dict[str, list[str]]:
    """Address to what is read of it."""
    found: dict[str, set[str]] = defaultdict(set)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage.request_class, "parameter_storage_class", Reading)
        patch.setattr("kiosk.clock.now", _standing())
        for _, address in robot.addresses:
            Reading.asked = found[address.partition("?")[0]]
            robot.get(address)
    return {address: sorted(asked) for address, asked in found.items() if asked}


def _standing() -> Any:
    from tests.factories import Clock

    return Clock().now


def bare(content: bytes, typed: str) -> bytes:
    """Without stamps, and without what was typed where the page repeats it."""
    return STAMPS.sub(b"", content)


def cases(parameters: dict[str, list[str]]) -> Iterator[tuple[str, str, list[str]]]:
    """Each payload once over all parameters in the usual run; everything everywhere in full."""
    at, met = 0, Counter[str]()
    for address, names in parameters.items():
        if address.endswith(DRAWN):
            continue
        for name in names:
            met[name] += 1
            if met[name] > EVERYWHERE:
                continue
            some = [PAYLOADS[(at + step) % len(PAYLOADS)] for step in range(PER_PARAMETER)]
            yield address, name, PAYLOADS if FULL else some
            at += PER_PARAMETER


def test_every_parameter_of_every_page_takes_sql_as_words(
    robot: Robot, parameters: dict[str, list[str]], held: Held
) -> None:
    names = {name for asked in parameters.values() for name in asked}
    assert names >= {"q", "urut", "tab", "unit", "dari", "sesudah", "csv", "bentuk"}
    tried, failed, other = 0, [], []
    for address, name, payloads in cases(parameters):
        words, nothing = (robot.get(address, {name: text}).status_code for text in (HARMLESS, ""))
        for typed in payloads:
            usual = {words} if typed.strip(BLANK) else {words, nothing}
            answer = robot.get(address, {name: typed.encode("utf-8", "replace").decode()})
            tried += 1
            if answer.status_code >= 500:
                failed.append((address, name, typed))
            elif name not in WORDS and answer.status_code not in usual:
                other.append((address, name, typed, answer.status_code, usual))
    assert failed == []
    assert other == []
    held(
        tried=f"{len(PAYLOADS)} payloads in {len(names)} parameters of {len(parameters)} pages: "
        f"{tried} requests",
        figure=f"{len(failed)} server errors, {len(other)} answers unlike those to harmless words",
    )
