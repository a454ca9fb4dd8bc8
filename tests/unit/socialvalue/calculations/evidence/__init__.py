"""Files that strangers give as evidence."""
