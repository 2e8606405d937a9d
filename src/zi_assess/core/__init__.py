"""What is true about an assessment, whoever asks: pure values, no Qt, SQL, YAML, files or clock."""
