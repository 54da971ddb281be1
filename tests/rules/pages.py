"""A fetched page, and what is wrong with it."""

import re
from collections.abc import Iterator
from typing import Any

import html5lib

INPUTS = ("input", "select", "textarea")
WITHOUT_LABEL = ("hidden", "submit", "button", "image", "reset")
REFUSED = ("Perlu diperbaiki: ", "Please correct: ")
"""A refused form says so before everything else, as the title is read out first."""


class Page:
    """A whole document; ``faults`` is empty for a good one."""

    def __init__(self, html: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Any = parser.parse(html)
        self.errors = [f"{code} at {where}" for where, code, _ in parser.errors]
        stored = {one for kept in self.root.iter("template") for one in kept.iter()}
        # What stands in a template is no part of the page until script puts it there.
        every = (one for one in self.root.iter() if isinstance(one.tag, str))
        self.elements = [one for one in every if one not in stored]

    def all(self, *tags: str) -> list[Any]:
        return [one for one in self.elements if one.tag in tags]

    @property
    def faults(self) -> list[str]:
        checks = (
            self._validity, self._heading, self._labels, self._inline, self._stamps,
            self._ids, self._pictures,
        )  # fmt: skip
        return [fault for check in checks for fault in check()]

    def _validity(self) -> Iterator[str]:
        yield from self.errors
        if not self.root.get("lang"):
            yield "html without lang"

    def _heading(self) -> Iterator[str]:
        headings, titles = self.all("h1"), self.all("title")
        if len(headings) != 1 or not titles:
            yield f"{len(headings)} h1, {len(titles)} title"
            return
        heading, title = words(headings[0]), words(titles[0])
        said = next((title.removeprefix(p) for p in REFUSED if title.startswith(p)), title)
        if not heading or not said.startswith(heading):
            yield f"title {title!r} does not begin with h1 {heading!r}"

    def _labels(self) -> Iterator[str]:
        labelled = {one.get("for") for one in self.all("label")}
        inside = {id(held) for label in self.all("label") for held in label.iter()}
        for one in self.all(*INPUTS):
            named = one.get("aria-label") or one.get("aria-labelledby")
            if one.get("type") in WITHOUT_LABEL or named:
                continue
            if one.get("id") not in labelled and id(one) not in inside:
                yield f"{one.tag} {one.get('name')} without label"

    def _inline(self) -> Iterator[str]:
        for one in self.elements:
            wrong = [name for name in one.attrib if name == "style" or name.startswith("on")]
            if wrong:
                yield f"{one.tag} with {wrong}"
            if str(one.get("href", "")).lower().startswith("javascript:"):
                yield f"{one.tag} with a javascript: address"
        yield from ("inline script" for one in self.all("script") if not one.get("src"))
        yield from ("inline style sheet" for _ in self.all("style"))

    def _stamps(self) -> Iterator[str]:
        for form in self.all("form"):
            if str(form.get("method", "get")).lower() == "post":
                held = [one for one in form.iter("input") if one.get("name") == "csrf_token"]
                if not any(one.get("value") for one in held):
                    yield f"form to {form.get('action')} without stamp"

    def _ids(self) -> Iterator[str]:
        ids = [one.get("id") for one in self.elements if one.get("id")]
        yield from (f"id {one} twice" for one in sorted({i for i in ids if ids.count(i) > 1}))
        for one in self.elements:
            for name in ("for", "aria-labelledby", "aria-describedby"):
                lost = [word for word in str(one.get(name) or "").split() if word not in ids]
                if lost:
                    yield f"{one.tag} {name} points to nothing: {lost}"

    def _pictures(self) -> Iterator[str]:
        yield from (
            f"img {i.get('src')} without alt" for i in self.all("img") if i.get("alt") is None
        )


def words(element: Any) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
