"""One validated set of inputs."""
