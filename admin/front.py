"""Connects the desk: every staff page below the guarded parent."""

from flask import Flask

from admin import desk, hasil, ikm, overview, points

for _page in (overview.bp, ikm.bp, hasil.bp, points.bp):
    desk.bp.register_blueprint(_page)


def connect(app: Flask) -> None:
    app.register_blueprint(desk.bp)
