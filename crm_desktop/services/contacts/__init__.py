"""People, companies, households and groups: what can be done with them, and how they are read."""
