"""The sums of awards and charters: what a scheme asks, and which level the judgements come to."""
