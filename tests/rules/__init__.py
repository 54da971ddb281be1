"""Rules that imports cannot show."""
