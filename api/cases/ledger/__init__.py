"""Ledgers as offices keep them: read, checked row by row, compared with what is held, applied in one transaction."""
