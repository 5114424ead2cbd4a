"""What Rasa asks to be said or done: tracker in, decisions and slots out."""
