"""Where it is kept: tables, their queries, and the one door to a transaction."""
