"""The sentences this project says to people, gathered from where they stand.

``python scripts/catalogue.py`` lists those that a complete language lacks and exits 1 where there
is one; with ``--update`` it adds them, untranslated, drops those nobody says any more from every
catalogue, and writes the template that translators begin with. What only staff and operators meet
stays Indonesian and is in no catalogue.

Taken are: ``_("...")`` in templates; the templates of every `Refusal`, `Problem` and `Story`;
what is handed to ``i18n.say(lang, ...)``; labels and hints of a front's forms; and the few
constants named below that reach a reader by a longer way.
"""

import argparse
import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from kiosk.domain.complaint import reasons
from kiosk.domain.survey import instrument, profile

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "kiosk" / "templates"
TRANSLATIONS = ROOT / "kiosk" / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
INSTRUMENTS = ROOT / "kiosk" / "instruments"
COMPLETE = ("en",)
"""Whoever writes a sentence for citizens says it in these too. Their instruments are in the
instruments' own files; those of other languages in the catalogue."""
SPOKEN_IN = ("kiosk/domain", "kiosk/store", "kiosk/flows", "kiosk/web", "admin")
"""Commands speak Indonesian to the operator only, so they are not among them."""

CONSTANTS: Mapping[str, tuple[str, ...]] = {
    "kiosk/domain/zi/thresholds.py": ("SHORT", "UNKNOWN", "ESTIMATE", "ESTIMATE_SHORT"),
    "kiosk/domain/complaint/own_data.py": ("OTHER",),
    "kiosk/web/own_data.py": ("WAITS", "GONE", "REFUSED"),
    "kiosk/web/kiosk_form.py": ("FULL", "NO_LINE", "NO_WORDS"),
}
TABLES: Mapping[str, tuple[str, ...]] = {
    "kiosk/domain/complaint/kinds.py": ("_CLASSES", "_CATEGORIES", "_CHANNELS"),
    "kiosk/domain/complaint/own_data.py": ("TRAIL",),
    "kiosk/domain/complaint/subject_request.py": ("_WISHES", "_TOLD"),
    "kiosk/domain/complaint/ticket.py": ("PUBLIC",),
    "kiosk/web/tracking.py": ("_STATES",),
    "kiosk/domain/survey/source.py": ("_LABELS",),
    "kiosk/domain/survey/tap.py": ("WORDS",),
    "kiosk/web/published_words.py": ("_RULES",),
    "kiosk/web/seal.py": ("_KINDS",),
}
"""Tables of labels that a page says by a name."""
STAFF_ONLY = (
    "admin/",
    "kiosk/templates/desk/",
    "kiosk/templates/parts/zi.html",
    # Printed in Indonesian: a sheet in another language would be another sheet.
    "kiosk/templates/paper/paper_form.html",
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
    "kiosk/store/backup/",
    "kiosk/store/complaint/keyholders.py",
    "kiosk/store/moving/",
    "kiosk/store/people/",
    "kiosk/store/region/",
    "kiosk/store/survey/",
    "kiosk/store/upkeep/",
    "kiosk/store/zi/",
    "kiosk/web/api.py",
)
CITIZENS_TOO = (
    "kiosk/domain/index/seal.py",
    "kiosk/domain/place/code.py",
    "kiosk/domain/place/point.py",
    "kiosk/domain/survey/answer.py",
    "kiosk/domain/survey/flood.py",
    "kiosk/domain/survey/profile.py",
    "kiosk/domain/survey/source.py",
    "kiosk/domain/survey/tap.py",
    "kiosk/flows/answering.py",
    "kiosk/flows/boxes.py",
    "kiosk/flows/complaint/accept_answer.py",
    "kiosk/flows/complaint/correct_contact.py",
    "kiosk/flows/complaint/fetch_own_file.py",
    "kiosk/flows/complaint/object_to_answer.py",
    "kiosk/flows/complaint/rate_handling.py",
    "kiosk/flows/complaint/reply_to_office.py",
    "kiosk/flows/complaint/withdraw_ticket.py",
    "kiosk/flows/filing.py",
    "kiosk/flows/machines.py",
    "kiosk/flows/place/enrol_device.py",
    "kiosk/flows/place/find_place.py",
    "kiosk/flows/place/open_point.py",
    "kiosk/flows/receiving.py",
    "kiosk/flows/reporting.py",
    "kiosk/flows/sealing.py",
    "kiosk/flows/survey/admit_answer.py",
    "kiosk/flows/survey/offer_visit.py",
    "kiosk/flows/survey/submit_answer.py",
    "kiosk/flows/tickets.py",
    "kiosk/flows/visiting.py",
    "kiosk/flows/writing.py",
)
"""Files below a staff-only folder whose sentences reach citizens; add a new public flow here."""
ON_FORMS = frozenset({"label", "description", "message", "title", "intro", "send"})
"""Keyword arguments of a front's forms that reach a reader."""
Found = dict[str, set[str]]
"""Sentence to the files that say it."""


@cache
def sentences() -> Found:
    """Every Indonesian sentence a reader may meet. Read once a process: nobody writes meanwhile."""
    found: Found = {}
    for text, path in [*_in_templates(), *_in_python(), *_in_reasons()]:
        found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    return found


def for_citizens(found: Found) -> Found:
    """Those that somebody may meet who is not staff."""
    return {text: files for text, files in found.items() if not all(map(is_staff_only, files))}


def for_translators(found: Found) -> Found:
    """What a catalogue of a further language may hold: the questionnaires' words as well."""
    whole = {text: set(files) for text, files in for_citizens(found).items()}
    for text, path in _in_instruments():
        whole.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    return whole


def wanted_in(lang: str, found: Found) -> Found:
    return for_citizens(found) if lang in COMPLETE else for_translators(found)


def instruments() -> dict[Path, instrument.Instrument]:
    return {
        path: instrument.parse(path.read_text(encoding="utf-8"))
        for path in sorted(INSTRUMENTS.glob("*.toml"))
    }


def words_of(one: instrument.Instrument) -> Iterator[Mapping[str, str]]:
    """What a citizen reads of a questionnaire."""
    yield one.title
    for item in one.items.values():
        yield item.text
        yield from item.labels.values()


def words_of_profile() -> Iterator[Mapping[str, str]]:
    for one in profile.FIELDS:
        yield one.label
        yield from (option.label for option in one.options)


def _in_instruments() -> Iterator[tuple[str, Path]]:
    for path, one in instruments().items():
        yield from ((words["id"], path) for words in words_of(one))
    place = ROOT / "kiosk" / "domain" / "survey" / "profile.py"
    yield from ((words["id"], place) for words in words_of_profile())


def _in_reasons() -> Iterator[tuple[str, Path]]:
    """Why a day counts: kept with a ticket as text, and read back to be translated."""
    place = ROOT / "kiosk" / "domain" / "complaint" / "reasons.py"
    said = (*reasons.TEMPLATES, *reasons.DAYS, reasons.USUAL)
    yield from ((text, place) for text in said)


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


def update(path: Path, wanted: Found, *, whole: bool) -> None:
    """Write the file anew: what was translated stays, in the order of the alphabet. ``whole``:
    with what still waits for its translation."""
    old = load(path)
    kept = {text for text in wanted if whole or (old.get(text) and old[text].string)}
    made = _empty(path.parts[-3], old)
    for text in sorted(kept):
        known = old.get(text)
        made.add(text, known.string if known else "", locations=_places(wanted[text]))
    _write(path, made)


def write_template(wanted: Found) -> None:
    made = _empty(None, load(TEMPLATE) if TEMPLATE.exists() else Catalog())
    made.header_comment = "# What a catalogue may hold. How to begin one: docs/languages.md."
    for text in sorted(wanted):
        made.add(text, "", locations=_places(wanted[text]))
    _write(TEMPLATE, made)


def _places(files: Iterable[str]) -> list[Any]:
    """Without line numbers, which Babel's types ask for and its writer does not."""
    return [(name, None) for name in sorted(files)]


def _empty(lang: str | None, old: Catalog) -> Catalog:
    return Catalog(
        locale=lang,
        project="Suara Loket",
        version="1",
        msgid_bugs_address="-",
        last_translator="Suara Loket contributors",
        language_team=lang or "-",
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        header_comment=old.header_comment,
        charset="utf-8",
        fuzzy=False,
    )


def _write(path: Path, made: Catalog) -> None:
    with path.open("wb") as target:
        write_po(target, made, width=100, omit_header=False, include_lineno=False)


def main() -> int:
    options = argparse.ArgumentParser(description="Sentences and their translations.")
    options.add_argument("--update", action="store_true", help="add and drop sentences")
    asked = options.parse_args()
    found, lacking = sentences(), 0
    if asked.update:
        write_template(for_translators(found))
    for lang, path in catalogues().items():
        wanted = wanted_in(lang, found)
        if asked.update:
            update(path, wanted, whole=lang in COMPLETE)
        missing = untranslated(load(path), wanted)
        sys.stdout.write(f"{lang}: {len(wanted) - len(missing)} of {len(wanted)} sentences\n")
        if lang in COMPLETE:
            lacking += len(missing)
            for text in missing:
                sys.stdout.write(f"  {', '.join(sorted(wanted[text]))}: {text}\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
