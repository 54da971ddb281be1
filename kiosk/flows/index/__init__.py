"""Reporting the index and keeping its tallies honest."""
