"""Opening, finding and making places."""
