"""A person's own data: see it, erase it."""
