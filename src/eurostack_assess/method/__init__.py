"""Profile to result, pure: one file per step, in the order of `docs/method.md`; `assessment` joins them."""
