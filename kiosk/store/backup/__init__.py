"""Backups: the snapshot, the encrypted archive, and putting them back."""
