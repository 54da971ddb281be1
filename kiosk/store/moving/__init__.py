"""An installation from one schema or database to another: upgrades and copies."""
