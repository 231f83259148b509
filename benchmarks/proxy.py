"""A slow line in front of any server: rate and delay each way, for HTTP and websockets alike.

Chromium's own throttling leaves websockets alone, and Streamlit and Panel send their pages through them; so the line
is made here, in TCP, the same for everybody. All connections share the line, as they share a viewer's.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from types import TracebackType

#: One packet; small, so that connections take turns as they do on a real line.
CHUNK = 1460
#: Sleeping is not exact; so much may be caught up after a sleep that was too long.
BURST_S = 0.02


class Line:
    """One direction: ``bits_per_second`` (None: no limit) and ``delay`` seconds; counts the bytes."""

    def __init__(self, bits_per_second: float | None, delay: float) -> None:
        self.rate, self.delay, self.bytes = bits_per_second, delay, 0
        self._free = 0.0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward until the sender is done; a chunk arrives when the line had room for it, and ``delay`` later."""
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        deliverer = asyncio.create_task(self._deliver(arriving, writer))
        try:
            while chunk := await reader.read(CHUNK if self.rate else 65536):
                self.bytes += len(chunk)
                now = time.monotonic()
                if self.rate:
                    self._free = max(now - BURST_S, self._free) + len(chunk) * 8 / self.rate
                    await asyncio.sleep(self._free - now)
                arriving.put_nowait((time.monotonic() + self.delay, chunk))
        except OSError:  # a browser that closes its page cuts its connections
            pass
        arriving.put_nowait((time.monotonic() + self.delay, b""))
        await deliverer

    async def _deliver(self, arriving: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                due, chunk = await arriving.get()
                await asyncio.sleep(due - time.monotonic())
                if not chunk:
                    break
                writer.write(chunk)
                await writer.drain()
            writer.close()
        except OSError:
            writer.close()


class SlowProxy:
    """``with SlowProxy(port, 2e6, 0.05) as proxy``: the server of ``port`` behind a slow line, at ``proxy.port``."""

    def __init__(self, target: int, bits_per_second: float | None, delay: float) -> None:
        self.target, self.down, self.up = target, Line(bits_per_second, delay), Line(bits_per_second, delay)
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> SlowProxy:
        self._thread.start()
        if not self._ready.wait(10):
            raise TimeoutError("the proxy did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connect, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A line that is taken down cancels what still travels on it.
        with contextlib.suppress(asyncio.CancelledError, OSError):
            # The handshake of a new connection costs a round trip before the first byte.
            await asyncio.sleep(self.up.delay + self.down.delay)
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
            await asyncio.gather(self.up.carry(reader, far_writer), self.down.carry(far_reader, writer))
        writer.close()
