"""How the database came to its present shape: Alembic revisions, the same for SQLite and PostgreSQL."""
