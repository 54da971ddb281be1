"""What this installation lends its flows."""

from flask import current_app

from kiosk.domain.people.keys import Keys
from kiosk.flows.receiving import House


def house() -> House:
    """Of the application that serves this request."""
    settings = current_app.config["KIOSK"]
    keys = Keys(current_app.config["SECRET_KEY"])
    return House(keys, settings.uploads, settings.instance_dir, settings.clamd)
