"""What people do with schemes, applications and awards."""
