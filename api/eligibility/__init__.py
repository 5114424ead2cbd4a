"""The eligibility check over HTTP, for forms and other programs."""
