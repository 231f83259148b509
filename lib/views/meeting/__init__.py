"""The meeting: what is presented in a room, scene by scene."""
