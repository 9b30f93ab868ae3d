"""The screen part with the declaration and the reasons why it is here."""
