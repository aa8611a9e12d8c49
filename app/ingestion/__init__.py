"""Files in: uploads, folders, parsing in processes of its own."""
