"""Connections without Nagle's delay.

Streamlit hands uvicorn a socket made without naming its protocol; accepted connections inherit that, and asyncio then leaves
Nagle's algorithm on (https://github.com/Kludex/uvicorn/issues/3149). Header and body of every small answer, and every
message of the socket, then wait 40 ms for the browser's delayed acknowledgement: a first view asks for a hundred files.
"""

from __future__ import annotations

import asyncio
import socket

from uvicorn.protocols.http.auto import AutoHTTPProtocol


def send_at_once() -> None:
    """Have every later connection of this process send what it is given at once."""
    accept = AutoHTTPProtocol.connection_made
    if getattr(accept, "at_once", False):
        return

    def connection_made(self: asyncio.BaseProtocol, transport: asyncio.BaseTransport) -> None:
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        accept(self, transport)

    connection_made.at_once = True  # type: ignore[attr-defined]
    AutoHTTPProtocol.connection_made = connection_made  # type: ignore[method-assign]
