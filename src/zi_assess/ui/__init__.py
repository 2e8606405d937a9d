"""The window: what the user sees and does, made of frozen values and nothing else."""
