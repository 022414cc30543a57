"""The trade itself: plain Python, no window, no store, no clock."""
