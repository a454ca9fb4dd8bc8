"""Which local authority and neighbourhood a postcode lies in, ended postcodes included.

The table comes with a package that the product installs, so that a machine without any network
places real suppliers; a newer official file can be loaded over it. Every table says what it is.
"""

from socialvalue.places.postcodes.neighbourhoods import UNKNOWN, Neighbourhood, neighbourhoods
from socialvalue.places.postcodes.store import about, in_use_since, lookup

__all__ = ["UNKNOWN", "Neighbourhood", "about", "in_use_since", "lookup", "neighbourhoods"]
