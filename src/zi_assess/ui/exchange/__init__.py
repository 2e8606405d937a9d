"""Packages in the window: sent, taken, what both sides changed decided, keys compared."""
