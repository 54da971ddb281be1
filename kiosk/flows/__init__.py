"""What the system does: a verb a file."""
