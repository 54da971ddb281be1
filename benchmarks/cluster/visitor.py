"""Somebody with a browser without script: pages, forms and cookies over HTTPS."""

import http.client
import ssl
from dataclasses import dataclass, field
from email.message import Message as HTTPMessage
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from benchmarks.cluster.ground import HOST
from benchmarks.cluster.product import NAME
from benchmarks.forms import FORM_TYPE

PATIENCE = 30
Given = dict[str, str]


class NotSeen(RuntimeError):
    """A page is not what a visitor expects of it; the message is what it is instead."""


@dataclass(frozen=True)
class Door:
    """nginx: its port and who vouches for it."""

    port: int
    authority: Path

    def open(self, patience: float = PATIENCE) -> http.client.HTTPSConnection:
        context = ssl.create_default_context(cafile=str(self.authority))
        wire = _Named(HOST, self.port, context=context, timeout=patience)
        return wire


class _Named(http.client.HTTPSConnection):
    """A connection to this machine under the name of the office."""

    def connect(self) -> None:
        http.client.HTTPConnection.connect(self)
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(self.sock, server_hostname=NAME)


@dataclass
class Form:
    """As it would be sent untouched; ``choices``: what its radio buttons and lists offer;
    ``buttons``: name and value of each, by its words."""

    action: str
    fields: Given = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Answer:
    status: int
    text: str
    headers: HTTPMessage


@dataclass(frozen=True)
class Page:
    """``age``: seconds that its figures are old, where they came from the replica."""

    path: str
    text: str
    forms: list[Form]
    age: int | None

    def form(self, part: str) -> Form:
        """The first whose action or one of whose names or buttons has ``part`` in it."""
        for one in self.forms:
            if any(part in word for word in (one.action, *one.fields, *one.choices, *one.buttons)):
                return one
        raise NotSeen(f"{self.path} has no form with {part}")


@dataclass
class Visitor:
    """One browser window: its own cookies, none but this office's."""

    door: Door
    cookies: Given = field(default_factory=dict)
    patience: float = PATIENCE

    def get(self, path: str) -> Page:
        """Led on as far as the answers lead; raises `NotSeen` for anything but 200."""
        return self._led(self._ask("GET", path, b""), path)

    def send(self, form: Form, **given: str) -> Page:
        return self.press(form, "", **given)

    def press(self, form: Form, button: str, **given: str) -> Page:
        """``button``: its words, where the form has several; ``given``: what is typed over."""
        own = dict([form.buttons[button]]) if button else {}
        body = urlencode(form.fields | given | own).encode()
        return self._led(self._ask("POST", form.action, body), form.action)

    def _led(self, answer: _Answer, path: str) -> Page:
        for _ in range(5):
            if answer.status not in (302, 303, 308):
                break
            path = urljoin(path, answer.headers["Location"])
            answer = self._ask("GET", path, b"")
        if answer.status != 200:
            raise NotSeen(f"{path}: {answer.status}: {answer.text[:300]}")
        return _read(path, answer)

    def _ask(self, method: str, path: str, body: bytes) -> _Answer:
        parts = urlsplit(path)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        wire = self.door.open(self.patience)
        try:
            wire.request(method, target, body or None, self._headers(bool(body)))
            answer = wire.getresponse()
            for told in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = told.partition(";")[0].partition("=")
                self.cookies[name] = value
            text = answer.read().decode("utf-8", "replace")
            return _Answer(answer.status, text, answer.headers)
        finally:
            wire.close()

    def _headers(self, sends: bool) -> Given:
        found = {"Host": NAME, "Accept-Language": "id", "Referer": f"https://{NAME}/",
                 "Origin": f"https://{NAME}", "Sec-Fetch-Site": "same-origin"}  # fmt: skip
        if sends:
            found["Content-Type"] = FORM_TYPE
        if self.cookies:
            found["Cookie"] = "; ".join(f"{name}={self.cookies[name]}" for name in self.cookies)
        return found


def _read(path: str, answer: _Answer) -> Page:
    reader = _Reader(path)
    reader.feed(answer.text)
    age = answer.headers.get("Age")
    return Page(path, answer.text, reader.forms, None if age is None else int(age))


class _Reader(HTMLParser):
    """Forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self._into = Form("")
        self._area = self._select = ""
        self._button: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._into = Form(urljoin(self.path, one.get("action", "")) or self.path)
            self.forms.append(self._into)
        elif tag == "input":
            self._input(one)
        elif tag == "textarea":
            self._area = one.get("name", "")
            self._into.fields[self._area] = ""
        elif tag == "select":
            self._select = one.get("name", "")
        elif tag == "option" and self._select:
            self._choice(self._select, one, "selected" in one)
        elif tag == "button":
            self._button = (one.get("name", ""), one.get("value", ""))

    def _input(self, one: Given) -> None:
        name, kind = one.get("name", ""), one.get("type", "text")
        if kind in ("radio", "checkbox"):
            self._choice(name, one, "checked" in one)
        elif name and kind not in ("submit", "file"):
            self._into.fields[name] = one.get("value", "")

    def _choice(self, name: str, one: Given, taken: bool) -> None:
        self._into.choices.setdefault(name, []).append(one.get("value", ""))
        if taken:
            self._into.fields[name] = one.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._button is not None and data.strip():
            self._into.buttons[data.strip()] = self._button
        elif self._area and data.strip():
            self._into.fields[self._area] = data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._into = Form("")
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "button":
            self._button = None
