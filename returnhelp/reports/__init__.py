"""The papers: figures in, bytes out."""
