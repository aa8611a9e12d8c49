"""What documents promise and cite, looked up and followed from one to the next."""
