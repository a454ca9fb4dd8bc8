"""Forms of schemes, applications and awards."""
