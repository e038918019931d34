"""The name under which PyPy-STM's first programs know the atomic block; see transaction.py."""

from transaction import atomic, getsegmentlimit, hint_commit_soon, is_atomic

__all__ = ["atomic", "getsegmentlimit", "hint_commit_soon", "is_atomic"]
