"""What is read from the file, one module per subject: SELECTs and the mapping of their rows."""
