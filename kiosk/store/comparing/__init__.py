"""What other parts of the store hold, looked at across all of them."""
