"""Profile to result, pure: one file a step, in the order of `docs/method.md`; `assess` joins them."""
