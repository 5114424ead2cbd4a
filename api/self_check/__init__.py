"""The trade-secret self-check over HTTP; nothing of what a company answers is kept."""
