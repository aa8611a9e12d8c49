"""The page: one template and static files, served by the service itself."""
