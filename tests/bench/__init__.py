"""What is promised of speed and memory, measured: `make bench`, or `python -m tests.bench [words]`.

Each `bench_<topic>.py` has a function `figures` that yields one Figure a measure. A figure stands beside a baseline
taken in the same run, so that it says the same on a fast and on a slow machine.
"""
