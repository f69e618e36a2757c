"""`serve`: a published site over HTTP (extra `[server]`)."""

from alliancegraph.publishing.server.application import address, application, listen, run

__all__ = ["address", "application", "listen", "run"]
