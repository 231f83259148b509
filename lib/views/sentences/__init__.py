"""Everything that is said in sentences, one module a subject."""
