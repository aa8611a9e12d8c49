"""The command ``hoidap``."""
