"""Every refusal of the domain that has its own words says them in a whole sentence."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

import kiosk.domain
from kiosk.domain.refusal import Refusal
from tests.services.sentences import is_sentence

GIVEN = {"int": 61, "str": "x.jpg", "float": 1.5}


def spoken(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for _, name, is_folder in pkgutil.walk_packages(kiosk.domain.__path__, "kiosk.domain."):
        if not is_folder:
            importlib.import_module(name)
    waiting = [base]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.startswith("kiosk.domain.") and "__init__" in vars(one):
            yield one


def made(kind: type[Refusal]) -> Refusal | None:
    """None where it is made of more than names and numbers."""
    wanted = list(inspect.signature(kind).parameters.values())
    plain = [getattr(one.annotation, "__name__", str(one.annotation)) for one in wanted]
    if not all(one in GIVEN for one in plain):
        return None
    return kind(**{one.name: GIVEN[name] for one, name in zip(wanted, plain, strict=True)})


@pytest.mark.parametrize("kind", sorted(set(spoken()), key=lambda one: one.__qualname__))
def test_a_refusal_is_told_in_a_whole_sentence(kind: type[Refusal]) -> None:
    refused = made(kind)
    if refused is not None:
        assert is_sentence(refused.template)
        assert is_sentence(str(refused))
        assert "None" not in str(refused)
        assert all(f"%({name})s" in refused.template for name in refused.values)
