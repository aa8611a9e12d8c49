"""A service broken in many ways at random moments: ``python -m tests.faults --help``."""
