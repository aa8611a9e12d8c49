"""How answers are made from passages."""
