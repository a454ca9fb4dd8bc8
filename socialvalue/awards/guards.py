"""What makes the database itself refuse to change a letter once it is written, or to take it out.

A correction is another letter.
"""

from socialvalue.core.guards import append_only, open_again, run

WORDS = "A letter is never changed or taken out"
TABLE = "awards_letter"


def create(connection) -> None:
    """Put the guards in place. Safe to run twice."""
    run(connection, append_only(connection.vendor, table=TABLE, words=WORDS))


def drop(connection) -> None:
    """Take the guards away: for a migration backwards, or a test that empties its database."""
    run(connection, open_again(connection.vendor, table=TABLE))
