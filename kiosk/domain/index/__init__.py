"""Tallies, periods, the index, its samples and its interval."""
