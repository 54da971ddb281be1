"""Answers and imported files."""
