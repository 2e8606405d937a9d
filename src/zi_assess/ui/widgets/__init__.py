"""The pieces pages are made of: plain widgets that know how to look and behave, and nothing of the domain."""
