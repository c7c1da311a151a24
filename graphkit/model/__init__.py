"""Frozen data, no input or output: the words of the design page as types."""
