"""A built graph behind HTTP: SPARQL 1.1 Protocol, Service Description and Graph Store Protocol (to read).

protocol     request → operation             negotiate    Accept header → format
application  routes, limits                  answers      outcome → response
workers      processes that can be killed    worker       what runs in them: evaluate, dataset, results, description
data         what is served, out of a build  dealing      which of its stores is served when
server       sockets, signals, start, stop   connections  how many, and how slow they may be
processes    what runs beside the server     settings     where to listen, and the limits
"""

from __future__ import annotations
