"""The package that travels between a unit and its auditors: its bytes, its signature, its encryption."""
