"""Commands of the command line that are more than a call: what they ask for and what they print."""
