"""Arithmetic that makes tables safe to publish: numbers in, numbers out."""
