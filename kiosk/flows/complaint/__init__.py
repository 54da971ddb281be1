"""What citizens and officers do with a complaint: a verb a file."""
