"""What those who run the service do with its data: keep it safe, put it back, look it over."""
