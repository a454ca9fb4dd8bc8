"""How much a result hangs on single scores, weights and bids. No part of the decision itself."""
