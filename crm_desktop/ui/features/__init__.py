"""The subjects of the program, one package each; they do not know each other."""
