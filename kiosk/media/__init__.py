"""Files from outside: made anew in a limited process, and shown to a virus scanner."""
