"""The result as the documented JSON, where every figure is rounded, once."""
