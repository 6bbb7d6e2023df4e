"""The server is killed in mid-sentence: what was acknowledged must be there, once. `python -m tests.crash --times 50 --people 118`."""
