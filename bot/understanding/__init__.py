"""Understanding Chinese questions: pure Python and NumPy, no Rasa; the graph component wraps it."""
