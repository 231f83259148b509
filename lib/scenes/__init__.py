"""What is said: sentences, captions and texts made from the figures by rule."""
