"""People, companies, households and groups."""
