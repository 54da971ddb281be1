"""Each setting, each command and each option stands in the operator's page, and nothing else."""

import re
from collections.abc import Iterator

import click
import pytest

from kiosk.cli import cli
from kiosk.config import SETTINGS as VARIABLES
from kiosk.domain.place.settings import SETTINGS as OF_AN_OFFICE
from tests.rules.source import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BORROWED = {"run", "shell", "routes"}
"""Flask's own: named, not explained."""
SECTIONS = dict(re.findall(r"^### (kiosk [^\n]+)\n(.*?)(?=^##)", PAGE, re.DOTALL | re.M))


def commands(group: click.Group, path: str = "kiosk") -> Iterator[tuple[str, click.Command]]:
    """(whole name, command) of every leaf."""
    for name, one in sorted(group.commands.items()):
        if isinstance(one, click.Group):
            yield from commands(one, f"{path} {name}")
        else:
            yield f"{path} {name}", one


OURS = {name: one for name, one in commands(cli) if name.split()[1] not in BORROWED}


@pytest.mark.parametrize("name", VARIABLES)
def test_each_variable_is_documented(name: str) -> None:
    assert re.search(rf"^\| `{name}` \| [^|]+ \| [^|]+ \|$", PAGE, re.M)


def test_no_variable_is_documented_that_is_not_there() -> None:
    assert set(re.findall(r"KIOSK_[A-Z_]+[A-Z]", PAGE)) - set(VARIABLES) == set()


@pytest.mark.parametrize("name", OF_AN_OFFICE)
def test_each_setting_of_an_office_is_documented_with_its_default(name: str) -> None:
    default = re.escape(OF_AN_OFFICE[name].default)
    assert re.search(rf"^\| `{name}` \| `{default}` \| [^|]+ \| [^|]+ \|$", PAGE, re.M)


@pytest.mark.parametrize("name", OURS)
def test_each_command_has_its_section_options_and_example(name: str) -> None:
    section = SECTIONS.get(name)
    assert section is not None, f"add '### {name}' to docs/operations.md"
    options = [o for p in OURS[name].params if isinstance(p, click.Option) for o in p.opts]
    assert [one for one in options if one.startswith("--") and f"`{one}`" not in section] == []
    assert re.search(rf"^```sh\n(?:.*\n)*?{re.escape(name)}\b", section, re.M), "an example"


def test_no_command_is_documented_that_is_not_there() -> None:
    assert sorted(set(SECTIONS) - set(OURS)) == []


@pytest.mark.parametrize("name", sorted(BORROWED))
def test_flasks_own_are_named(name: str) -> None:
    assert f"`kiosk {name}`" in PAGE


def test_every_example_can_be_typed() -> None:
    """Each ``kiosk`` line of the page: a command that is there, with options that it has."""
    wrong = []
    for line in re.findall(r"^(?:.*&& )?(?:\.venv/bin/)?(kiosk [^#\n]+?)(?: +#.*)?$", PAGE, re.M):
        for typed in line.split("&&"):
            name = next((n for n in OURS if typed.strip().startswith(n)), None)
            if name is None:
                wrong.append(typed)
                continue
            known = {o for p in OURS[name].params for o in p.opts}
            wrong += [f"{typed}: {o}" for o in re.findall(r"--[a-z-]+", typed) if o not in known]
    assert wrong == []
