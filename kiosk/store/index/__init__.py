"""Tallies, official indexes and visit counts."""
