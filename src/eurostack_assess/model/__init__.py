"""Frozen data, no input or output: what a framework, a profile and a result are."""
