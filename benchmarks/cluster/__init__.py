"""The whole of docs/operations.md, "From one box to the nation", on this machine's loopback."""
