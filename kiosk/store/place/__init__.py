"""Instansi, units, services and points."""
