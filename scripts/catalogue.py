"""The sentences this project says to people, gathered from where they stand.

``python scripts/catalogue.py`` lists those a catalogue lacks and exits 1 where there is one;
with ``--update`` it adds them, untranslated, and drops those nobody says any more. What only
staff and operators meet may wait for its translation: it is counted, and not missed.

Taken are: ``_("...")`` in templates; the templates of every `Refusal`, `Problem` and `Story`;
what is handed to ``i18n.say(lang, ...)``; labels and hints of a front's forms; and the few
constants named below that reach a reader by a longer way.
"""

import argparse
import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "kiosk" / "templates"
TRANSLATIONS = ROOT / "kiosk" / "translations"
SPOKEN_IN = ("kiosk/domain", "kiosk/store", "kiosk/flows", "kiosk/web", "admin")
"""Commands speak Indonesian to the operator only, so they are not among them."""

CONSTANTS: Mapping[str, tuple[str, ...]] = {
    "kiosk/domain/zi/thresholds.py": ("SHORT", "UNKNOWN", "ESTIMATE", "ESTIMATE_SHORT"),
}
TABLES: Mapping[str, tuple[str, ...]] = {
    "kiosk/domain/complaint/kinds.py": ("_CLASSES", "_CATEGORIES", "_CHANNELS"),
    "kiosk/domain/complaint/ticket.py": ("PUBLIC",),
    "kiosk/web/tracking.py": ("_STATES",),
}
"""Tables of labels that a page says by a name."""
STAFF_ONLY = (
    "admin/",
    "kiosk/templates/desk/",
    "kiosk/domain/complaint/authority.py",
    "kiosk/domain/complaint/deadline.py",
    "kiosk/domain/complaint/lapor.py",
    "kiosk/domain/complaint/hand_entry.py",
    "kiosk/domain/complaint/handling_span.py",
    "kiosk/domain/complaint/reply.py",
    "kiosk/domain/complaint/workdays.py",
    "kiosk/domain/stale.py",
    "kiosk/domain/index/",
    "kiosk/domain/people/",
    "kiosk/domain/place/",
    "kiosk/domain/survey/",
    "kiosk/domain/upkeep/",
    "kiosk/domain/zi/",
    "kiosk/flows/",
    "kiosk/store/complaint/keyholders.py",
    "kiosk/store/people/",
    "kiosk/store/survey/",
    "kiosk/store/upkeep/",
)
CITIZENS_TOO = (
    "kiosk/domain/place/code.py",
    "kiosk/domain/place/point.py",
    "kiosk/domain/survey/answer.py",
    "kiosk/domain/survey/profile.py",
    "kiosk/flows/complaint/accept_answer.py",
    "kiosk/flows/complaint/fetch_own_file.py",
    "kiosk/flows/complaint/file_complaint.py",
    "kiosk/flows/complaint/object_to_answer.py",
    "kiosk/flows/complaint/rate_handling.py",
    "kiosk/flows/complaint/reply_to_office.py",
    "kiosk/flows/complaint/withdraw_ticket.py",
    "kiosk/flows/place/find_place.py",
    "kiosk/flows/place/open_point.py",
    "kiosk/flows/receiving.py",
    "kiosk/flows/reporting.py",
    "kiosk/flows/sealing.py",
    "kiosk/flows/survey/submit_answer.py",
    "kiosk/flows/tickets.py",
    "kiosk/flows/writing.py",
)
"""Files below a staff-only folder whose sentences reach citizens; add a new public flow here."""
ON_FORMS = frozenset({"label", "description", "message", "title", "intro", "send"})
"""Keyword arguments of a front's forms that reach a reader."""
Found = dict[str, set[str]]
"""Sentence to the files that say it."""


def sentences() -> Found:
    """Every Indonesian sentence a reader may meet."""
    found: Found = {}
    for text, path in [*_in_templates(), *_in_python()]:
        found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    return found


def for_citizens(found: Found) -> Found:
    """Those that somebody may meet who is not staff."""
    return {text: files for text, files in found.items() if not all(map(is_staff_only, files))}


def is_staff_only(file: str) -> bool:
    return file.startswith(STAFF_ONLY) and not file.startswith(CITIZENS_TOO)


def _in_templates() -> Iterator[tuple[str, Path]]:
    environment = Environment(autoescape=True)
    for path in sorted(TEMPLATES.rglob("*.html")):
        parsed = environment.parse(path.read_text(encoding="utf-8"))
        for _line, _function, said in extract_from_ast(parsed, ("_",)):
            text = said[0] if isinstance(said, tuple) else said  # values follow the sentence
            if isinstance(text, str):  # a name instead: the sentence stands in a form of a front
                yield text, path


def _in_python() -> Iterator[tuple[str, Path]]:
    files = [path for folder in SPOKEN_IN for path in sorted((ROOT / folder).rglob("*.py"))]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    refusals = refusal_names(trees.values())
    for path, tree in trees.items():
        for text in said_in(tree, refusals):
            yield text, path
        if _is_front(path):
            for text in said_on_forms(tree):
                yield text, path
    for name, tables in TABLES.items():
        yield from ((text, ROOT / name) for text in _in_tables(trees[ROOT / name], tables))
    for name, constants in CONSTANTS.items():
        known = _constants(trees[ROOT / name])
        yield from ((known[constant][0], ROOT / name) for constant in constants)


def _is_front(path: Path) -> bool:
    return path.is_relative_to(ROOT / "kiosk" / "web") or path.is_relative_to(ROOT / "admin")


def refusal_names(trees: Iterable[ast.Module]) -> set[str]:
    """`Refusal` and every class below it, whichever file it stands in."""
    classes = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    names = {"Refusal"}
    while True:
        more = {one.name for one in classes if names & set(map(_name, one.bases))}
        if more <= names:
            return names
        names |= more


def said_in(tree: ast.Module, refusals: set[str]) -> Iterator[str]:
    """The sentences one module hands to a reader."""
    known = _constants(tree)
    inside = {
        id(node)
        for one in ast.walk(tree)
        if isinstance(one, ast.ClassDef) and one.name in refusals
        for node in ast.walk(one)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument in _spoken(node, refusals, id(node) in inside):
                yield from _texts(argument, known)


def said_on_forms(tree: ast.Module) -> Iterator[str]:
    """Labels, hints, titles and complaints of WTForms forms: templates say them by a name."""
    known = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            said = [one.value for one in node.keywords if one.arg in ON_FORMS]
            if name.endswith("Field") or name in ("ValidationError", "ValueError"):
                said += node.args[:1]
            for argument in said:
                yield from _texts(argument, known)


def _spoken(call: ast.Call, refusals: set[str], inside_a_refusal: bool) -> list[ast.expr]:
    """Which arguments of this call reach a reader."""
    name = _name(call.func)
    if name in refusals or (name == "__init__" and inside_a_refusal):
        return call.args[:1]
    if name == "Problem":
        return call.args[1:2]
    if name in ("Story", "Status"):
        return call.args
    if name == "StatuteLimit":
        return call.args[2:3]
    return call.args[1:2] if _is_i18n_say(call.func) else []


def _is_i18n_say(node: ast.expr) -> bool:
    """The other ``say``, an instrument's, takes words that are translated already."""
    return isinstance(node, ast.Attribute) and node.attr == "say" and _name(node.value) == "i18n"


def _texts(node: ast.expr, known: Mapping[str, list[str]]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from [*_texts(node.body, known), *_texts(node.orelse, known)]
    elif isinstance(node, ast.List | ast.Tuple):
        for one in node.elts:
            yield from _texts(one, known)
    elif isinstance(node, ast.Name):
        yield from known.get(node.id, [])


def _constants(tree: ast.Module) -> dict[str, list[str]]:
    """Names that stand for a plain string anywhere in the module."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    found.setdefault(target.id, []).append(node.value.value)
    return found


def _in_tables(tree: ast.Module, names: Iterable[str]) -> Iterator[str]:
    """The values of these tables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_name(one) in names for one in targets):
                yield from _table_values(node.value)


def _table_values(node: ast.expr) -> Iterator[str]:
    """Of a mapping written out, or handed to what keeps it from being changed."""
    if isinstance(node, ast.Call):
        node = node.args[0]
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts(value, {})


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def catalogues() -> dict[str, Path]:
    """Language to its file."""
    return {path.parts[-3]: path for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))}


def load(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source)


def untranslated(catalogue: Catalog, wanted: Found) -> list[str]:
    def is_ready(text: str) -> bool:
        message = catalogue.get(text)
        return bool(message and message.string and not message.fuzzy)

    return sorted(text for text in wanted if not is_ready(text))


def update(path: Path, wanted: Found) -> None:
    """Write the file anew: what was translated stays, in the order of the alphabet."""
    old = load(path)
    new = Catalog(
        locale=path.parts[-3],
        project="Suara Loket",
        version="1",
        msgid_bugs_address="-",
        last_translator="Suara Loket contributors",
        language_team=path.parts[-3],
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        header_comment=old.header_comment,
        charset="utf-8",
        fuzzy=False,
    )
    for text in sorted(wanted):
        kept = old.get(text)
        places = [(name, None) for name in sorted(wanted[text])]
        new.add(text, kept.string if kept else "", locations=places)
    with path.open("wb") as target:
        write_po(target, new, width=100, omit_header=False, include_lineno=False)


def main() -> int:
    options = argparse.ArgumentParser(description="Sentences and their translations.")
    options.add_argument("--update", action="store_true", help="add and drop sentences")
    asked = options.parse_args()
    wanted, lacking = sentences(), 0
    for lang, path in catalogues().items():
        if asked.update:
            update(path, wanted)
        waiting = untranslated(load(path), wanted)
        missing = untranslated(load(path), for_citizens(wanted))
        lacking += len(missing)
        lines = [
            f"{lang}: {len(wanted) - len(waiting)} of {len(wanted)} sentences translated, "
            f"{len(missing)} that citizens meet are missing"
        ]
        lines += [f"  {', '.join(sorted(wanted[text]))}: {text}" for text in missing]
        sys.stdout.write("\n".join(lines) + "\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
