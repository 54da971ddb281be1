"""Staff, roles, what each may do, and the audit record."""
