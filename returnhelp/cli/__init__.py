"""The program without a window: the same services, the same rights, the same audit."""
