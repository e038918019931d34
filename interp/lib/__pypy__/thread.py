"""Atomic blocks under the names of PyPy-STM's `__pypy__.thread`; see pypystm.py."""

import contextlib

from pypystm import atomic, error, exclusive_atomic, getsegmentlimit, hint_commit_soon, is_atomic

__all__ = [
    "atomic", "error", "exclusive_atomic", "getsegmentlimit", "hint_commit_soon", "is_atomic", "signals_enabled",
]  # fmt: skip

# Handlers of signals run in the main thread, whatever the others say.
signals_enabled = contextlib.nullcontext()
