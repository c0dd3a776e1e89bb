"""A harness for published benchmarks: question files that a person has are answered, run and scored."""
