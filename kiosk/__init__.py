"""Suara Loket: a citizen's voice at the counter, kept right, fast, honest and safe."""
