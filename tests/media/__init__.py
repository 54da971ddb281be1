"""Files from outside, made anew and scanned."""
