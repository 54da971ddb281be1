"""Jobs, leases and settings."""
