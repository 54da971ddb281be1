"""Instansi, units, services, points and their codes."""
