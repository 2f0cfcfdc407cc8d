"""Alembic's entry: runs the revisions on the connection that `storage.migrate` hands over.

The whole upgrade is one transaction (architecture 5.13, third trap), and batch mode rebuilds tables.
"""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
context.run_migrations()
