"""Connections that go to the very IP address that was checked, so that a name cannot change its meaning in between.

The name is resolved, judged and connected to in one place, at the moment of connecting; Host header, SNI and
certificate keep the name. What is refused raises `RefusedError`, which neither urllib3 nor requests catches.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.poolmanager import PoolManager

from alliancegraph.readers.web import Policy, Resolver

_TRIED = 4  # addresses of one host: with all of them silent, a run goes on in time


class RefusedError(Exception):
    """A host leads to an IP address that the policy does not allow."""

    def __init__(self, host: str, address: str) -> None:
        self.host, self.address = host, address
        super().__init__(f"{host} -> {address}")


class Guard:
    """Resolves and judges hosts; knows the open connection, so that a watchdog can end what takes too long."""

    def __init__(self, resolve: Resolver, allowed: Policy) -> None:
        self._resolve, self._allowed = resolve, allowed
        self._handle: socket.socket | None = None

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The host's IP addresses. Raises `RefusedError` if one of them is not allowed, `OSError` if there is none."""
        name = host.strip("[]")
        try:
            found: tuple[str, ...] = (str(ipaddress.ip_address(name)),)
        except ValueError:
            found = self._resolve(name, port)
        for address in found:
            if not self._allowed(address, port):
                raise RefusedError(name, address)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        return found

    def connect(self, connection: HTTPConnection, judged: bool) -> socket.socket:
        """A socket to the first of the host's addresses that answers; not `judged` where it is the user's proxy."""
        host, port = connection._dns_host, connection.port or connection.default_port
        try:
            found = self.addresses(host, port) if judged else self._resolve(host.strip("[]"), port)
        except OSError as error:
            raise NameResolutionError(host, connection, error) from error  # type: ignore[arg-type]
        problem: Exception | None = None
        for address in found[:_TRIED]:
            try:
                opened = socket.create_connection((address, port), connection.timeout)
            except TimeoutError:
                problem = ConnectTimeoutError(connection, f"{host} ({address}) did not answer")
            except OSError as error:
                problem = NewConnectionError(connection, f"{error.strerror or error}")
            else:
                self.release()
                self._handle = opened.dup()  # TLS takes over the socket itself
                return opened
        raise problem or OSError(host)

    def abort(self) -> None:
        """Ends the request that is under way: what waits for its bytes gets none."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Forgets the request that was under way."""
        if self._handle is not None:
            self._handle.close()
        self._handle = None


class PinnedAdapter(HTTPAdapter):
    """A transport of requests whose connections ask `guard` where to go."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Makes the pools of connections; called by requests."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools(judged=True)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Makes the pools of connections to a proxy, which the guard can end as well; called by requests."""
        manager = super().proxy_manager_for(proxy, **options)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = self._pools(judged=False)
        return manager

    def _pools(self, judged: bool) -> dict[str, type[HTTPConnectionPool]]:
        guard = self._guard

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connect(self, judged)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connect(self, judged)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        return {"http": PlainPool, "https": SecurePool}
