"""The product's own application with its limit of answers out of the way: more are sent to one
counter here than a minute allows. For measuring only; nothing else imports it."""

from kiosk.domain.survey import flood
from wsgi import app

__all__ = ["app"]

setattr(flood, "MOST", 10**9)  # noqa: B010
