"""Applying for awards, through the client."""
