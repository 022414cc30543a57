"""Spreadsheets and foreign formats, read and written."""
