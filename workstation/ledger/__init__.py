"""The permanent record of this bench: what happened here, whether it was sent, and what needs a second
look.
"""
