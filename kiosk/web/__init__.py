"""The citizens' front."""
