"""What leaves on paper: posters, later reports. Nothing here knows a request."""
