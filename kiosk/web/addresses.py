"""Addresses of a counter's pages, each worked out once."""

from functools import lru_cache

from flask import request, url_for


def of_counter(endpoint: str, code: str) -> str:
    """As `url_for` has it, below the path this request came by."""
    return _of_counter(request.script_root, endpoint, code)


@lru_cache(maxsize=2_000)
def _of_counter(_root: str, endpoint: str, code: str) -> str:
    return url_for(endpoint, code=code)
