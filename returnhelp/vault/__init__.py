"""The one place that knows cryptography: key slots, sealed fields, sealed files, the hash chain."""
