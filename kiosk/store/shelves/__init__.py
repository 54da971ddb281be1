"""Where files lie: one small interface, a folder or a bucket behind it."""
