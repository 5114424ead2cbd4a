"""The assistant in a terminal: a client of the api's HTTP contract, nothing more."""
