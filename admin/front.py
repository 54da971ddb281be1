"""Connects the desk: every staff page below the guarded parent."""

from flask import Flask

from admin import (
    account,
    answers,
    audit,
    calendar,
    calendar_edits,
    counters,
    desk,
    door,
    figures,
    hasil,
    ikm,
    instansi,
    instruments,
    office_hours,
    oidc,
    overview,
    passkeys,
    point_code,
    points,
    posters,
    search,
    services,
    session,
    settings,
    staff,
    today,
    units,
)

for _page in (
    today.bp,
    overview.bp,
    instansi.bp,
    units.bp,
    services.bp,
    counters.bp,
    instruments.bp,
    settings.bp,
    staff.bp,
    search.bp,
    ikm.bp,
    hasil.bp,
    figures.bp,
    points.bp,
    audit.bp,
    answers.bp,
    calendar.bp,
    calendar_edits.bp,
    office_hours.bp,
    posters.bp,
    point_code.bp,
):
    desk.bp.register_blueprint(_page)


def connect(app: Flask) -> None:
    session.connect(app)
    for part in (desk.bp, door.bp, account.bp, passkeys.bp, passkeys.door):
        app.register_blueprint(part)
    oidc.connect(app)
