"""What is known of Vietnamese administrative language: the ground floor of everything."""
