"""The one list of the program: model, view, delegate."""
