"""What lists show, read as they are scrolled."""
