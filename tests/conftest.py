"""Timing is measured in `benchmarks/`, never asserted: no test fails because a machine was busy."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
