"""Starting, checking and filling an installation."""
