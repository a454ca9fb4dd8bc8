"""What makes the database itself refuse to change the record.

On PostgreSQL the application should besides connect as a role that owns no table
(docs/production.md): an owner can switch triggers off.
"""

POSTGRESQL = {
    "create": [
        """
        CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'The audit record is append-only: % refused', TG_OP;
        END;
        $$ LANGUAGE plpgsql
        """,
        """
        CREATE OR REPLACE TRIGGER audit_event_append_only
        BEFORE UPDATE OR DELETE ON audit_auditevent
        FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()
        """,
        """
        CREATE OR REPLACE TRIGGER audit_event_no_truncate
        BEFORE TRUNCATE ON audit_auditevent
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()
        """,
        """
        CREATE OR REPLACE TRIGGER audit_chain_no_delete
        BEFORE DELETE ON audit_auditchain
        FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()
        """,
    ],
    "drop": [
        "DROP TRIGGER IF EXISTS audit_event_append_only ON audit_auditevent",
        "DROP TRIGGER IF EXISTS audit_event_no_truncate ON audit_auditevent",
        "DROP TRIGGER IF EXISTS audit_chain_no_delete ON audit_auditchain",
    ],
}
SQLITE = {
    "create": [
        f"""
        CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table}
        BEGIN SELECT RAISE(ABORT, 'The audit record is append-only'); END
        """
        for name, event, table in (
            ("audit_event_no_update", "UPDATE", "audit_auditevent"),
            ("audit_event_no_delete", "DELETE", "audit_auditevent"),
            ("audit_chain_no_delete", "DELETE", "audit_auditchain"),
        )
    ],
    "drop": [
        "DROP TRIGGER IF EXISTS audit_event_no_update",
        "DROP TRIGGER IF EXISTS audit_event_no_delete",
        "DROP TRIGGER IF EXISTS audit_chain_no_delete",
    ],
}
SQL = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def create(connection) -> None:
    """Put the guards in place. Safe to run twice."""
    with connection.cursor() as cursor:
        for statement in SQL[connection.vendor]["create"]:
            cursor.execute(statement)


def drop(connection) -> None:
    """Take the guards away. Only a migration backwards, or a test that empties its database."""
    with connection.cursor() as cursor:
        for statement in SQL[connection.vendor]["drop"]:
            cursor.execute(statement)
