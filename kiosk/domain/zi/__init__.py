"""Zona Integritas: the hasil component and the LKE items."""
