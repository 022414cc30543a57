"""ReturnHelp: the cases of people who return home of their own will."""
