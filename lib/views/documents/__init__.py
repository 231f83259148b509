"""What fills a document of its own: a profile, a commune."""
