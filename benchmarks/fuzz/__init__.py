"""Fuzzing of every reader (bytes to articles) and every finder (text to spans)."""
