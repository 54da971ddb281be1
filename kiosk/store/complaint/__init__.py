"""Tickets as they are kept: rows, texts, timelines, searches."""
