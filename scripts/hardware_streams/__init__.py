"""Streams of the hardware profiles' fixtures, with their truth. Python's standard library only."""
