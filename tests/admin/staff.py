"""A client that sits at the desk and checks every page it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import desk
from tests.web.page_client import Page, check

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from kiosk.domain.people.policy import Grant


class Clerk:
    """Signed in with these roles."""

    def __init__(self, app: Flask, *grants: Grant) -> None:
        self.app = app
        self.client = app.test_client()
        self.actor = desk.sign_in(self.client, app, grants)

    def raw(self, path: str, method: str = "GET", **how: Any) -> TestResponse:
        return self.client.open(path, method=method, **how)

    def get(self, path: str, status: int = 200) -> Page:
        return _page(self.raw(path), status)

    def post(self, path: str, form: dict[str, Any] | None = None, status: int = 303) -> Page:
        """The page a browser shows after it sent a form: the one it is led to, if it is."""
        filled = {"csrf_token": desk.csrf(self.app), **(form or {})}
        sent = self.raw(path, "POST", data=filled)
        if sent.status_code != 303:
            return _page(sent, status)
        assert status == 303, sent.headers["Location"]
        return self.get(sent.headers["Location"])


def _page(answer: TestResponse, status: int) -> Page:
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    page = Page(answer)
    check(page)
    return page
