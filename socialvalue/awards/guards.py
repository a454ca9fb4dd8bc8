"""What makes the database itself refuse to change what stays as it was written, or to take it out.

Letters, judgements and a panel's marks never change: a correction is another letter, and another
version. A scheme never changes once it is published: its next version does. Of an award that was
given only its level, its state and the holder's consent to the register change, with an AwardChange
that says why; who holds it, what it is called, its identifier and its days stay.
"""

from socialvalue.core.guards import POSTGRESQL_FUNCTION, append_only, open_again, run

WORDS = {
    "awards_letter": "A letter is never changed or taken out",
    "awards_judgement": "A judgement is never changed or taken out",
    "awards_panelmark": "What a panel agreed is never changed or taken out",
}
SCHEMES, AWARDS = "awards_schemeversion", "awards_award"
STAYS_WORDS = {
    SCHEMES: "A published scheme is never changed or taken out",
    AWARDS: "An award that was given keeps its holder, name, identifier and days",
}
STAYS_OF_AWARD = (
    "application_id", "organisation_id", "certificate", "scheme_code", "scheme_title",
    "valid_from", "valid_to", "granted_at", "granted_by",
)  # fmt: skip
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
POSTGRESQL_TRIGGER = (
    "CREATE OR REPLACE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
    "EXECUTE FUNCTION {table}_stays()"
)


def refused(table: str, vendor: str) -> tuple[str, str]:
    """Return the conditions under which an update, and a deletion, of a row are refused."""
    if table == SCHEMES:
        return "OLD.published_at IS NOT NULL", "OLD.published_at IS NOT NULL"
    differs = DIFFERS[vendor]
    changed = [f"NEW.{column} {differs} OLD.{column}" for column in STAYS_OF_AWARD]
    return " OR ".join(changed), "TRUE"


def stays(vendor: str, *, table: str) -> list[str]:
    """Return the statements that keep what was published or given. Safe twice."""
    words, (update, deletion) = STAYS_WORDS[table], refused(table, vendor)
    if vendor == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        return [
            (
                f"CREATE TRIGGER IF NOT EXISTS {table}_stays BEFORE UPDATE ON {table} "
                f"WHEN {update} {refusal}"
            ),
            (
                f"CREATE TRIGGER IF NOT EXISTS {table}_stays_there BEFORE DELETE ON {table} "
                f"WHEN {deletion} {refusal}"
            ),
        ]
    body = (
        f"IF TG_OP = 'DELETE' THEN IF {deletion} THEN RAISE EXCEPTION '{words}'; END IF; "
        f"RETURN OLD; END IF; IF {update} THEN RAISE EXCEPTION '{words}'; END IF; RETURN NEW;"
    )
    return [
        POSTGRESQL_FUNCTION.format(function=f"{table}_stays", body=body),
        POSTGRESQL_TRIGGER.format(table=table),
    ]


def goes(vendor: str, *, table: str) -> list[str]:
    """Return the statements that take such guards away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in ("stays", "stays_there")]
    return [
        f"DROP TRIGGER IF EXISTS {table}_stays ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_stays()",
    ]


def create_words(connection) -> None:
    """Guard letters, judgements and panels' marks. Safe to run twice."""
    for table, words in WORDS.items():
        run(connection, append_only(connection.vendor, table=table, words=words))


def drop_words(connection) -> None:
    """Take the guards of letters, judgements and panels' marks away."""
    for table in WORDS:
        run(connection, open_again(connection.vendor, table=table))


def create_stays(connection) -> None:
    """Guard published schemes and awards that were given. Safe to run twice."""
    for table in STAYS_WORDS:
        run(connection, stays(connection.vendor, table=table))


def drop_stays(connection) -> None:
    """Take the guards of published schemes and of awards away."""
    for table in STAYS_WORDS:
        run(connection, goes(connection.vendor, table=table))


def create(connection) -> None:
    """Put all guards in place. Safe to run twice."""
    create_words(connection)
    create_stays(connection)


def drop(connection) -> None:
    """Take all guards away: for a test that changes by hand what nobody can change."""
    drop_words(connection)
    drop_stays(connection)
