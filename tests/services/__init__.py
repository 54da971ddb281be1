"""What tests drive from outside this process: PostgreSQL, Chromium, command-line tools."""
