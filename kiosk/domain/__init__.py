"""What is right: rules in plain Python, told everything they need to know."""
