"""What the user can do: declarations, and the actions, menus and palette entries made of them."""
