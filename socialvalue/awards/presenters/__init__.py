"""Schemes, applications and awards in words and tables."""
