"""The way to a designation: command, page, paper and calendar."""
