"""The only public face: HTTP, channels, state. Everything that has an edge to the network or the database."""
