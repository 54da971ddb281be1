"""Submitting and importing answers."""
