"""The commands, a file for each group: what is typed is parsed, handed to the pipeline, and what comes back printed.

`cli.py` puts them together. What a command needs is imported inside it, so that `summitry --help` answers at once.
"""
