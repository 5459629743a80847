"""Archives become files that other tools read."""
