"""One turn of a conversation: message in, replies out."""
