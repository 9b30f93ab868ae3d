"""What is said between bench and central service: the messages, once, for both sides."""
