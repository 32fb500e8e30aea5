"""A built graph behind HTTP: SPARQL 1.1 Protocol, Service Description and Graph Store Protocol (to read).

protocol     request → operation             negotiate    Accept header → format
application  routes, limits, answers         description  what the endpoint can do, as RDF
workers      processes that can be killed    worker, evaluate, results   what runs in them
server       sockets, signals, start, stop   data         what is served, out of a build
"""

from __future__ import annotations
