"""What every app under test would work out anew, worked out once a worker.

An app is made for nearly every test, so that none sees another's database, and most of a test's
time went into what is the same for all of them: addresses, templates, statements of SQL and style
sheets. All are functions of what stands in the key here; none of them keeps anything of an app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from werkzeug.routing.rules import Rule

MOST_STATEMENTS = 5_000


@contextmanager
def worked_out_once() -> Iterator[None]:
    with _addresses(), _templates(), _statements(), _bundles(), _plain_files():
        yield


@contextmanager
def _instead(owner: Any, name: str, made: Callable[[Any], object]) -> Iterator[None]:
    """``made`` gets what stood there and returns what stands there meanwhile."""
    original = getattr(owner, name)
    setattr(owner, name, made(original))
    try:
        yield
    finally:
        setattr(owner, name, original)


def _remembering(key: Callable[..., object]) -> Callable[[Any], object]:
    """A function that is asked once for each ``key`` of its arguments; None: always asked."""

    def made(original: Any) -> object:
        kept: dict[object, object] = {}

        def once(*given: Any, **named: Any) -> object:
            name = key(*given, **named)
            if name is None:
                return original(*given, **named)
            if name not in kept:
                kept[name] = original(*given, **named)
            return kept[name]

        return once

    return made


@contextmanager
def _addresses() -> Iterator[None]:
    """What an address means, as werkzeug works it out when an app is told of it. The compiled
    builders take their rule as an argument; the converters have no state; the parts are only read.
    """
    from werkzeug.routing.rules import Rule

    def made(original: Callable[[Rule], None]) -> object:
        kept: dict[object, Callable[[Rule], None]] = {}

        def compile_once(rule: Rule) -> None:
            name = _meaning(rule)
            if name in kept:
                kept[name](rule)
            else:
                original(rule)
                kept[name] = _as_compiled(rule)

        return compile_once

    with _instead(Rule, "compile", made):
        yield


def _meaning(rule: Rule) -> object:
    """All that `Rule.compile` reads."""
    where = rule.map
    spelled = rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults)
    return type(rule), *spelled, where.host_matching, *where.converters.values()


def _as_compiled(rule: Rule) -> Callable[[Rule], None]:
    """Gives another rule of the same meaning all that `Rule.compile` gave to this one."""
    parts, trace, converters = [*rule._parts], [*rule._trace], {**rule._converters}
    arguments = frozenset(rule.arguments)
    builders = rule._build.__func__, rule._build_unknown.__func__  # type: ignore[attr-defined]

    def give(other: Rule) -> None:
        other._parts, other._trace, other._converters = [*parts], [*trace], {**converters}
        other.arguments |= arguments
        other._build, other._build_unknown = (made.__get__(other) for made in builders)

    return give


@contextmanager
def _templates() -> Iterator[None]:
    """Only the code, which knows no app: filters and globals are looked up where it runs."""
    from jinja2 import Environment

    def key(made: Any, source: Any, name: Any = None, filename: Any = None, **how: Any) -> object:
        if how or not isinstance(source, str):
            return None
        return type(made), made.trim_blocks, source, name, filename

    with _instead(Environment, "compile", _remembering(key)):
        yield


@contextmanager
def _statements() -> Iterator[None]:
    """SQLAlchemy keeps compiled statements by engine and dialect. Ours are all made alike, so
    that one of a kind is as good as another."""
    from sqlalchemy import Engine, event
    from sqlalchemy.engine.default import DefaultDialect
    from sqlalchemy.util import LRUCache

    kept: Any = LRUCache(MOST_STATEMENTS)

    def share(connection: Any) -> None:
        connection.engine._compiled_cache = kept

    event.listen(Engine, "engine_connect", share)
    with (
        _instead(DefaultDialect, "__hash__", lambda _: lambda self: hash(type(self))),
        _instead(DefaultDialect, "__eq__", lambda _: lambda self, other: type(self) is type(other)),
    ):
        yield
    event.remove(Engine, "engine_connect", share)


@contextmanager
def _bundles() -> Iterator[None]:
    """Of the system's own folder only: tests of the joining have folders of their own."""
    from kiosk.web import assets

    own = Path(assets.__file__).resolve().parents[1] / "static"

    def key(name: str, source: Path) -> object:
        return name if source.resolve() == own else None

    with _instead(assets, "joined", _remembering(key)):
        yield


@contextmanager
def _plain_files() -> Iterator[None]:
    """How a file of the system's own folder is answered, as long as it lies there unchanged."""
    from whitenoise import WhiteNoise

    from kiosk.web import assets

    own = str(Path(assets.__file__).resolve().parents[1] / "static") + "/"

    def key(served: Any, path: str, url: str, stat_cache: Any = None) -> object:
        if not stat_cache or not path.startswith(own) or type(served) is not WhiteNoise:
            return None
        files = [stat_cache.get(path + more) for more in ("", ".gz", ".br")]
        seen = [found and (found.st_mtime, found.st_size) for found in files]
        how = served.max_age, served.immutable_file_test, served.add_headers_function
        return path, url, *seen, *how, served.allow_all_origins, served.charset

    with _instead(WhiteNoise, "get_static_file", _remembering(key)):
        yield
