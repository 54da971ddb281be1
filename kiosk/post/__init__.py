"""Ways out of the installation: mail and a webhook, and which addresses may be reached."""
