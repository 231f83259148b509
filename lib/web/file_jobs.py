"""Files made in the background: one at a time, in a process of its own, so that nobody's page waits for it.

A job is what the command ``python -m lib export`` does; the same file asked for twice is made once. What was made lies in a
temporary directory for a while and is gone with the server.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lib.base.paths import ROOT
from lib.views.shell import SHELL

_LOG = logging.getLogger(__name__)
#: Jobs not yet begun; more are refused.
_MOST_WAITING = 20
#: Seconds a file is kept after it was made or given up.
_KEPT_S = 900
#: Seconds after which a file is given up: all 21 districts take some 10.
_LONGEST_S = 300
#: So much of what a command says is told.
_MOST_TOLD = 400
_PROGRESS = re.compile(rb"(\d+)/(\d+)\s*$")
#: Behind everything the pages need.
_BEHIND = ("nice", "-n", "15") if os.name == "posix" else ()


class TooManyJobs(Exception):  # noqa: N818 - told to readers as a busy server
    """So many files are waiting that no more are taken."""


@dataclass
class Job:
    """One file on its way. ``state``: ``waiting``, ``running``, ``ready``, ``failed`` or ``cancelled``; ``reason``: why it failed,
    in Vietnamese, where that is known.
    """

    job: str
    key: tuple
    name: str
    directory: Path
    state: str = "waiting"
    reason: str = ""
    done: int = 0
    of: int = 0
    ended: float = 0.0
    process: asyncio.subprocess.Process | None = None
    task: asyncio.Task | None = field(default=None, repr=False)

    @property
    def file(self) -> Path:
        """Where it is made."""
        return self.directory / f"{self.job}{Path(self.name).suffix}"

    @property
    def given(self) -> Path:
        """What it is made from, where that was sent along."""
        return self.directory / f"{self.job}.given"

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in ("ready", "failed", "cancelled")


class Jobs:
    """The server's jobs; used on its event loop only."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._turn: asyncio.Semaphore | None = None
        self._directory: tempfile.TemporaryDirectory | None = None

    def start(self, key: tuple, arguments: Sequence[str], name: str, given: bytes = b"") -> Job:
        """The job of ``key``: the one there is, or a new one that runs the command with ``arguments``.

        ``name``: the file's, for whoever fetches it. ``given``: what the command reads from the file its last argument
        asks for. Raises :class:`TooManyJobs` while too many wait.
        """
        self._tidy()
        known = next(
            (job for job in self._jobs.values() if job.key == key and job.state not in ("failed", "cancelled")), None
        )
        if known:
            return known
        if sum(job.state == "waiting" for job in self._jobs.values()) >= _MOST_WAITING:
            raise TooManyJobs
        self._turn = self._turn or asyncio.Semaphore(1)
        self._directory = self._directory or tempfile.TemporaryDirectory(prefix="files-")
        job = Job(secrets.token_hex(8), key, name, Path(self._directory.name))
        self._jobs[job.job] = job
        if given:
            job.given.write_bytes(given)
            arguments = [*arguments, str(job.given)]
        job.task = asyncio.get_running_loop().create_task(self._run(job, list(arguments), self._turn))
        return job

    def get(self, name: str) -> Job | None:
        """A job by its name; None for one that is not, or no longer, known."""
        return self._jobs.get(name)

    def cancel(self, job: Job) -> None:
        """Stop a job; nothing of it stays."""
        if job.over:
            return
        job.state, job.ended = "cancelled", time.monotonic()
        if job.process and job.process.returncode is None:
            job.process.kill()

    async def _run(self, job: Job, arguments: list[str], turn: asyncio.Semaphore) -> None:
        async with turn:
            if job.over:
                return
            job.state = "running"
            code = None
            try:
                async with asyncio.timeout(_LONGEST_S):
                    code = await self._made(job, arguments)
            except Exception as error:
                if isinstance(error, TimeoutError):
                    job.reason = SHELL.faults.file_slow
                # Whatever went wrong, whoever waits is told, and the next has its turn.
                _LOG.exception("file %s", job.key)
                if job.process and job.process.returncode is None:
                    job.process.kill()
                    await job.process.wait()
            job.given.unlink(missing_ok=True)
            if not job.over:
                job.state, job.ended = ("ready" if code == 0 and job.file.exists() else "failed"), time.monotonic()

    async def _made(self, job: Job, arguments: list[str]) -> int:
        command = [*_BEHIND, sys.executable, "-m", "lib", *arguments, "--out", str(job.file)]
        job.process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        if job.over:  # given up while the process began
            job.process.kill()
        errors = job.process.stderr
        assert errors is not None
        said = []
        async for line in errors:
            found = _PROGRESS.search(line)
            if found:
                job.done, job.of = int(found[1]), int(found[2])
            else:
                said.append(line.decode("utf-8", "replace").strip())
        # What the command refuses it says in Vietnamese; where it broke there is nothing to be read.
        if not any(line.startswith("Traceback") for line in said):
            told = " ".join(filter(None, said))
            # The arrangement lies in a file of ours, whose name says nothing to those who sent it.
            job.reason = told.replace(job.given.name, SHELL.faults.file_given)[:_MOST_TOLD]
        return await job.process.wait()

    def _tidy(self) -> None:
        old = [job for job in self._jobs.values() if job.over and time.monotonic() - job.ended > _KEPT_S]
        for job in old:
            job.file.unlink(missing_ok=True)
            del self._jobs[job.job]
