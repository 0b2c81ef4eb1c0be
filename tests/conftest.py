"""Timing is measured in `benchmarks/`, never asserted: no test fails because a machine was busy."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None, max_examples=50)
settings.register_profile("quick", settings.get_profile("untimed"), max_examples=10)
settings.load_profile("untimed")
