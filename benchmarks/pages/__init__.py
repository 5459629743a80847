"""How long each page of the app takes over 40,000 articles, and a report of 20 and of 200 tellings."""
