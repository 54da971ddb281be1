"""Data that ships with the program. Each file names its source in its first lines."""
