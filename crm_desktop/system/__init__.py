"""What the operating system offers a program without a window."""
