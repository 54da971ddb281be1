"""Reporting hasil."""
