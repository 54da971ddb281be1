"""A browser without a window that checks every page it is given.

Each HTML answer is parsed by the rules of HTML5, strictly, and must keep the promises every page
makes: one h1 that the title begins with, a language, ids used once, inputs with a label, nothing
inline, and a stamp or a token in every form that posts.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import html5lib

from kiosk import i18n

if TYPE_CHECKING:
    from flask import Flask
    from lxml.etree import _Element as Element
    from werkzeug.test import TestResponse

HEADERS = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cache-Control",
}
HANDLERS = "//@*[starts-with(name(), 'on')]"


class Page:
    """A page as it came: its status, its text, its elements."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.get_data(as_text=True)
        parser = html5lib.HTMLParser(
            html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
        )
        self.root: Element = parser.parse(self.text).getroot()

    def find(self, path: str) -> list[Any]:
        """Elements, texts or values of an XPath expression."""
        found = self.root.xpath(path)
        return list(found) if isinstance(found, list) else [found]

    @property
    def h1(self) -> str:
        return words(self.find("//h1")[0])

    @property
    def title(self) -> str:
        return words(self.find("//title")[0])

    @property
    def seen(self) -> str:
        """What a reader sees of the body, spaces evened out."""
        return words(self.find("//body")[0])

    def form(self) -> dict[str, str]:
        """What a browser would post of the page's posting form, as it stands."""
        [form] = self.find("//form[@method='post']")
        given = {
            one.get("name"): one.get("value", "")
            for one in form.xpath(".//input[@type='hidden'] | .//input[@checked]")
        }
        given |= {one.get("name"): _typed(one) for one in form.xpath(".//textarea")}
        given |= {
            one.get("name"): (one.xpath("./option[@selected]/@value") or [""])[0]
            for one in form.xpath(".//select")
        }
        return given

    def links(self) -> list[str]:
        """Every address the page leads to or loads from."""
        return [str(one) for one in self.find("//@href | //@src | //@action")]

    def problems(self) -> list[str]:
        """The refused form's list of what is wrong."""
        return [words(one) for one in self.find("//*[@data-errors]//li")]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _typed(area: Element) -> str:
    """HTML leaves out one line end after <textarea>; the parser has left it out already."""
    return "".join(area.itertext())


def check(page: Page) -> None:
    """The promises of every page; the assertion names the one that is broken."""
    assert page.find("/html/@lang")[0] in i18n.shelf().languages, "lang"
    assert len(page.find("//h1")) == 1, "one h1"
    assert page.title.partition(": ")[2].startswith(page.h1) or page.title.startswith(page.h1), (
        page.title, page.h1,
    )  # fmt: skip
    repeated = [one for one, times in Counter(page.find("//@id")).items() if times > 1]
    assert repeated == [], "ids used twice"
    _check_inputs(page)
    _check_inline(page)
    for form in page.find("//form[@method='post']"):
        assert form.xpath(".//input[@name='csrf_token' and string(@value)]"), "a form without stamp"


def _check_inputs(page: Page) -> None:
    asked = page.find("//input[not(@type='hidden')] | //select | //textarea")
    unlabelled = [
        one.get("name")
        for one in asked
        if not one.get("aria-label") and not page.find(f"//label[@for='{one.get('id')}']")
    ]
    assert unlabelled == [], "inputs without a label"
    targets = set(page.find("//@id"))
    named = " ".join(page.find("//@aria-describedby | //@aria-labelledby | //label/@for")).split()
    assert [one for one in named if one not in targets] == [], "names that point nowhere"
    anchors = [one[1:] for one in page.find("//a/@href") if one.startswith("#")]
    assert [one for one in anchors if one not in targets] == [], "links that point nowhere"


def _check_inline(page: Page) -> None:
    assert page.find(HANDLERS) == [], "inline handlers"
    assert page.find("//@style | //style") == [], "inline styles"
    assert page.find("//script[not(@src)]") == [], "inline scripts"
    foreign = [one for one in page.find("//@src | //link/@href") if "//" in one]
    assert foreign == [], "parts from elsewhere"


class PageClient:
    """Flask's client under the address of the installation; every page it fetches is checked."""

    def __init__(self, app: Flask, base_url: str = "http://127.0.0.1:8000") -> None:
        self._client = app.test_client(use_cookies=False)
        self._base_url = base_url

    def raw(self, path: str, method: str = "GET", **how: Any) -> TestResponse:
        """Any answer; its headers are checked, whatever it is."""
        base = how.pop("base_url", self._base_url)
        response = self._client.open(path, method=method, base_url=base, **how)
        assert "Set-Cookie" not in response.headers
        assert set(response.headers.keys()) >= HEADERS, response.headers
        assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]
        return response

    def get(self, path: str, status: int = 200, **how: Any) -> Page:
        return self._page(self.raw(path, **how), status)

    def post(self, path: str, form: Any, status: int = 303, **how: Any) -> Page:
        """The page a browser shows after it sent a form: the one it is led to, if it is."""
        response = self.raw(path, "POST", data=form, **how)
        if response.status_code != 303:
            return self._page(response, status)
        assert status == 303, response.headers["Location"]
        return self.get(response.headers["Location"])

    def _page(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, response.get_data(as_text=True)[:2000]
        page = Page(response)
        check(page)
        return page
