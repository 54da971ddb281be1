"""The server's door: ``gunicorn wsgi:app``."""

from kiosk.app import create_app
from kiosk.web import log

log.to_stderr()
app = create_app()
