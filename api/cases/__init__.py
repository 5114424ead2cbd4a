"""Case status: where a case stands, told only to whoever holds its query code."""
