"""The story of a tender's life, told by the hands of the people who live it."""
