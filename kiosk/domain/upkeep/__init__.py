"""Jobs and health."""
