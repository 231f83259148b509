"""What a page or scene shows, before anything is drawn: what a link asks for, the pages there are, what they list."""
