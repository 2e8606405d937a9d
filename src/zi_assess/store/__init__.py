"""The workspace's database: tables, rows, the journal, backups and migrations. Nothing outside sees a row."""
