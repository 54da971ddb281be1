"""What is erased by schedule or on request, what is held, and how that is written down."""
