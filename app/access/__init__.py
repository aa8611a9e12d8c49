"""Who asks, what they may do and see, and what they did."""
