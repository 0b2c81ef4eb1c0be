"""From profile to result, pure: one module per step, in the order of `docs/method.md`; `assessment` joins them."""
