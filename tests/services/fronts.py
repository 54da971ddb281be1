"""An application whose pages are joined to it when a test first opens a window on them: joining
them is half the work of making one, and most tests of flows and stores never look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kiosk import app as door
from kiosk import i18n

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config

WINDOWS = ("test_client", "test_cli_runner", "test_request_context")


@contextmanager
def joined_when_asked() -> Iterator[None]:
    """Around `create_app`."""
    real = door._connect_fronts

    def later(app: Flask, settings: Config) -> None:
        i18n.load(settings.instance_dir / "translations")

        def join() -> None:
            for name in WINDOWS:
                app.__dict__.pop(name, None)
            real(app, settings)

        for name in WINDOWS:
            setattr(app, name, _joining(app, name, join))

    door._connect_fronts = later
    try:
        yield
    finally:
        door._connect_fronts = real


def _joining(app: Flask, name: str, join: Callable[[], None]) -> Callable[..., Any]:
    def opened(*args: Any, **options: Any) -> Any:
        join()
        return getattr(app, name)(*args, **options)

    return opened


@contextmanager
def without_pages(config: Config) -> Iterator[Flask]:
    """The application, until a test looks."""
    from tests.services.databases import let_go

    with joined_when_asked():
        app = door.create_app(config)
    app.testing = True
    yield app
    let_go(app)
