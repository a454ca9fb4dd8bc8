"""What makes the database itself refuse to change what stays as it was written, or to take it out.

A correction is another letter, and another version of a judgement or of a panel's mark.
"""

from socialvalue.core.guards import append_only, open_again, run

WORDS = {
    "awards_letter": "A letter is never changed or taken out",
    "awards_judgement": "A judgement is never changed or taken out",
    "awards_panelmark": "What a panel agreed is never changed or taken out",
}


def create(connection) -> None:
    """Put the guards in place. Safe to run twice."""
    for table, words in WORDS.items():
        run(connection, append_only(connection.vendor, table=table, words=words))


def drop(connection) -> None:
    """Take the guards away: for a migration backwards, or a test that empties its database."""
    for table in WORDS:
        run(connection, open_again(connection.vendor, table=table))
