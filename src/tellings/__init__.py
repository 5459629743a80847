"""Tellings: how many independent sources stand behind several news articles."""
