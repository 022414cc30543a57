"""The words of the program in the reader's language."""
