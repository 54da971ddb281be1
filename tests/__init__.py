"""Tests, by layer; `services` starts what they drive, `conftest` hands it out."""
