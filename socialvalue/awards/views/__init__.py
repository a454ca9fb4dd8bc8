"""Pages of schemes, applications and awards."""
