"""The place where PyPy-STM's programs look for atomic blocks; the rest of PyPy's module of this name is not here."""
