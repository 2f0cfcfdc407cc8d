"""The main window around the pages of the features; it knows no subject."""
