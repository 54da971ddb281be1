"""Zona Integritas as it is kept: the LKE, phases, registers, and the proof of each."""
