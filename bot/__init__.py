"""What the Rasa process loads besides sentences; Python 3.10, and nothing of ours outside this package."""
