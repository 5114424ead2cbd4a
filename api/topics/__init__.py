"""The catalogue over HTTP: what can be asked, and what is answered on a day."""
