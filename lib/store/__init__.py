"""What was handed in and what was published, kept for good: workbooks, their figures, publications, the history."""
