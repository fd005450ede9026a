"""Words: what the program says itself, in Indonesian and English."""
