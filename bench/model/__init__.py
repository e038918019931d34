"""The discrete-event model of the runtime; see README.md beside this file."""
