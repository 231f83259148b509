"""Open estimates of poor households and poor rates of the 21 districts; see the method page and README."""
