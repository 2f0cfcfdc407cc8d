"""Who belongs to whom: relations, households, roles, and the control questions of a first meeting."""
