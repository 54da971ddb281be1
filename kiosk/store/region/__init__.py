"""Figures of a region for the nation: what leaves, and what came from elsewhere."""
