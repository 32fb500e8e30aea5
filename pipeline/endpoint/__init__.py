"""A built graph behind HTTP: SPARQL 1.1 Protocol, Service Description and Graph Store Protocol (to read).

protocol     request → operation             negotiate    Accept header → format
application  routes, limits, answers         description  what the endpoint can do, as RDF
workers      processes that can be killed    worker, evaluate, dataset, results   what runs in them
server       sockets, signals, start, stop   data, dealing   what is served, out of a build
connections  how many, and how slow          processes    what runs beside the server
"""

from __future__ import annotations
