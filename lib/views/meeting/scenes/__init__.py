"""The scenes, one module each, named by the scene's code (:mod:`lib.views.meeting.registry`)."""
