"""Qt models over frozen values: an index carries a number, and only what changed is drawn again."""
