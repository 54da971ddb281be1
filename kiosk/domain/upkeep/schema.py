"""The schema this code was written for."""

HEAD = "0008"
"""Moves with every migration; a test compares it with the newest one."""
