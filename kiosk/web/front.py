"""Connects the citizens' pages: blueprints, words, headers, errors, static files."""

from pathlib import Path

from flask import Flask

from kiosk import i18n
from kiosk.config import Config
from kiosk.domain.place.code import spoken
from kiosk.fronts import uploads
from kiosk.web import (
    api,
    board,
    colours,
    complaint,
    errors,
    freshness,
    gate,
    health,
    kiosk,
    kiosk_wire,
    log,
    own_data,
    phone,
    policy_reports,
    privacy,
    proxy,
    public,
    published,
    published_data,
    published_feed,
    rights,
    scan,
    seal,
    sound,
    survey,
    tap,
    track,
    visit,
    widget,
    words,
)
from kiosk.web.assets import Assets


def connect(app: Flask, settings: Config) -> None:
    assets = Assets(Path(app.root_path) / "static", settings.instance_dir / "static")
    app.extensions["assets"] = assets
    app.extensions["colours"] = colours.Colours(assets)
    app.request_class = uploads.Request
    i18n.load(settings.instance_dir / "translations")
    app.context_processor(words.for_templates)
    # A global, not a context value: macros see globals only.
    app.jinja_env.globals["_"] = words.say
    app.jinja_env.filters.update(number=i18n.number, spoken=spoken)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    gate.connect(app, settings)
    errors.connect(app)
    freshness.connect(app, settings)
    for part in (
        kiosk,
        kiosk_wire,
        phone,
        scan,
        survey,
        complaint,
        track,
        own_data,
        privacy,
        public,
        rights,
        seal,
        board,
        published,
        published_data,
        published_feed,
        widget,
        health,
        colours,
        sound,
        tap,
        visit,
        api,
        policy_reports,
    ):
        app.register_blueprint(part.bp)
    app.wsgi_app = assets.wrap(app.wsgi_app)  # type: ignore[method-assign]
    app.wsgi_app = proxy.connect(app.wsgi_app, settings)  # type: ignore[method-assign]
    log.connect(app)
