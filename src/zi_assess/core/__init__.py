"""What is true about an assessment, whoever asks: pure values and functions, no Qt, SQL, YAML, files or clock."""
