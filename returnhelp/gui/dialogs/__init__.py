"""The few boxes that the window opens, each of which a test can answer beforehand."""
