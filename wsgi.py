"""The server's door: ``gunicorn wsgi:app``."""

from kiosk.app import create_app

app = create_app()
