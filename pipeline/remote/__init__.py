"""A built graph in a store elsewhere: put there, kept as the build is, and asked.

shares    the build as graphs that have no triple in common     client   HTTP: credentials, retries, errors
layout    where the makes of store take updates and graphs      writing  graphs written by either protocol
manifest  what of a store is ours                               push     what is changed, sent
asking    queries there, named ones too
"""

from __future__ import annotations
