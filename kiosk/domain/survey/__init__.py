"""Instruments and answers."""
