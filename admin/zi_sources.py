"""Where an automatic figure comes from, as links."""

from collections.abc import Iterable

from flask import current_app, url_for

from kiosk.domain.zi.automatic_answer import Source


def links(sources: Iterable[Source]) -> list[tuple[str, str]]:
    """(label, url) of the pages this installation has."""
    return [
        (one.label, url_for(one.endpoint, **one.values))
        for one in sources
        if one.endpoint in current_app.view_functions
    ]
