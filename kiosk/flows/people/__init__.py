"""Signing in, inviting, granting, and looking at the record."""
