"""Articles become stories: sign, pair, connect."""
