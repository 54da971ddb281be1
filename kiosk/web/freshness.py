"""A page whose figures were read from a copy of the database says how old they may be."""

from typing import Any

from flask import Flask
from werkzeug.wrappers import Response

from kiosk.config import Config
from kiosk.flows.freshness import minutes_old, seconds_old


def connect(app: Flask, settings: Config) -> None:
    app.jinja_env.globals["minutes_old"] = minutes_old
    if settings.replica_url:
        app.after_request(_aged)


def _aged(answer: Response) -> Any:
    """RFC 9111, for programs and caches: they count it against how long an answer may be kept."""
    found = seconds_old()
    if found is not None:
        answer.headers["Age"] = str(found)
    return answer
