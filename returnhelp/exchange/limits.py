"""How large a list may be; no office's list comes near, and more would only wear the computer out."""

MIB = 1 << 20
FILE = 40 * MIB
UNPACKED = 192 * MIB
SMALL = 24 * MIB
RATIO = 150
"""How many times its packed size an archive of more than ``SMALL`` may unpack to; real lists stay below 40."""
ENTRIES = 2_000
ROWS = 200_000
COLUMNS = 300
CELLS = 2_500_000
TAGS = 6 * CELLS
TEXT = 32_767
"""Letters in one cell, as spreadsheets themselves limit it."""
SHEETS = 60
