"""From passages to a checked answer."""
