"""What attackers type and send, by kind; made here by families, no list of anybody's copied."""
