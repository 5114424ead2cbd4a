"""What every message passes first: reading, masking, the warning before a secret is told."""
