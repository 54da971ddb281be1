"""Working days, deadlines and tickets."""
