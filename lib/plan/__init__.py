"""What the plan asks for, and who keeps up with it."""
