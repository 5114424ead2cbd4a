"""What is true, since when, by which article: pure Python over ``data/knowledge`` and one city pack."""
