"""Staff, grants, sessions, one-time links and the audit chain."""
