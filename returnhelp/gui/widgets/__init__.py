"""The controls that Qt does not have, or not as an office needs them."""
