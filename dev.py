#!/usr/bin/env python3
"""The project's one door: ``python3 dev.py run`` and ``python3 dev.py test`` do their whole set-up.

Standard library only, so that a fresh machine with Python 3.11-3.13 needs nothing else. Outside a virtual
environment it makes ``.venv`` beside this file; requirements are installed again only when they change.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = {"run": "requirements.txt", "test": "requirements-dev.txt"}


def main() -> int:
    """Parse the command line, prepare the environment, run the command; its exit code is ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve the dashboard")
    run.add_argument("--port", type=int, default=8501)
    run.add_argument("--address", default="localhost", help="0.0.0.0 lets other machines in")
    run.add_argument("--data", type=Path, help="another directory of data tables than data/")
    commands.add_parser("test", help="lint, format check, type check and all tests; further arguments go to pytest")
    arguments, rest = parser.parse_known_args()
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        print("Cần Python 3.11, 3.12 hoặc 3.13. / Python 3.11, 3.12 or 3.13 is needed.", file=sys.stderr)
        return 2
    if rest and arguments.command == "run":
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    python = environment()
    if python is None or not install(python, REQUIREMENTS[arguments.command]):
        return 2
    return serve(python, arguments) if arguments.command == "run" else test(python, rest)


def environment() -> Path | None:
    """The Python of the active virtual environment, or of ``.venv``, made when absent."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.executable)
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print("Đang tạo môi trường .venv ... / Creating .venv ...", flush=True)
        done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
        if done.returncode:
            print(
                "Không tạo được môi trường ảo; trên Debian/Ubuntu hãy cài gói python3-venv. / "
                "Could not create the virtual environment; on Debian/Ubuntu install python3-venv.",
                file=sys.stderr,
            )
            return None
    return python


def install(python: Path, requirements: str) -> bool:
    """Install ``requirements`` into the environment of ``python`` unless its stamp says it is there."""
    content = b"".join((ROOT / name).read_bytes() for name in sorted(set(REQUIREMENTS.values())))
    digest = hashlib.sha256(content + sys.version.encode()).hexdigest()
    stamp = python.parent.parent / f".stamp-{requirements}"
    if stamp.exists() and stamp.read_text() == digest:
        return True
    print("Đang cài thư viện (vài phút ở lần đầu) ... / Installing libraries ...", flush=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "-r", str(ROOT / requirements)]  # fmt: skip
    if subprocess.run(command, check=False).returncode:
        print("Cài thư viện không thành công. / Installing the libraries failed.", file=sys.stderr)
        return False
    stamp.write_text(digest)
    return True


def serve(python: Path, arguments: argparse.Namespace) -> int:
    """Serve the dashboard until interrupted."""
    command = [str(python), "-m", "streamlit", "run", "asgi.py", "--server.port", str(arguments.port),
               "--server.address", arguments.address, "--server.headless", "true"]  # fmt: skip
    own = {"NGHEAN_DATA": str(arguments.data.resolve())} if arguments.data else {}
    try:
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=False).returncode
    except KeyboardInterrupt:
        return 0


def test(python: Path, rest: list[str]) -> int:
    """Lint, format check, type check and tests; every step runs, the first failure decides the exit code."""
    lints = [["-m", "ruff", "check", "."], ["-m", "ruff", "format", "--check", "."]]
    codes = [subprocess.run([str(python), *step], cwd=ROOT, check=False).returncode for step in lints]
    # Types are checked while tests wait for browsers; what is found is told after them.
    types = subprocess.Popen(
        [str(python), "-m", "mypy"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    # Whole files on one worker, in the order that tests/conftest.py gives them (the longest first): each file's server and browser fixtures are started once. Two workers keep two cores busy
    # (a third one costs more than it gives); the estimates' linear algebra must not start threads of its own beside them.
    alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    tests = subprocess.run(
        [str(python), "-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0", *rest], cwd=ROOT, check=False,
        env={**os.environ, **alone},
    )  # fmt: skip
    found, _ = types.communicate()
    print(f"mypy: {found}", end="", flush=True)
    return next((code for code in (*codes, tests.returncode, types.returncode) if code), 0)


if __name__ == "__main__":
    sys.exit(main())
