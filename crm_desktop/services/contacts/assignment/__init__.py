"""What an assignment such as `phone.work=+45 …` does to a record, one module per sort of field. Pure."""
