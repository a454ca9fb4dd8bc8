"""A scheme's walk in the browser, from opening it to its public register."""
