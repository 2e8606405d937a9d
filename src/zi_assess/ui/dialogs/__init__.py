"""Dialogs: each asks or shows one thing, works by keyboard, and holds user text as plain text."""
