"""Turns scores and results into the words, tables and charts on the page."""
