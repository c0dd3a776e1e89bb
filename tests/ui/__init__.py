"""The front end in a real browser, on a real server with real kernels."""
