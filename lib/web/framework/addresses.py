"""No public server is asked which address this machine has.

Asked for a connection by a foreign page, Streamlit would first ask one, with every other viewer waiting. An installation's
other addresses are named in ``server.corsAllowedOrigins`` instead. Seen in Streamlit 1.67; ``tests/test_headers.py`` (no
request leaves the machine) fails when it goes.
"""

from __future__ import annotations

from streamlit import config, net_util


def stay_here() -> None:
    """Have Streamlit know of no other address than those it is told."""
    net_util.get_internal_ip = net_util.get_external_ip = lambda: None


def mount() -> str:
    """Where the app is mounted on its host (``server.baseUrlPath``): empty, or with a slash before and none after."""
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def inside(path: str) -> str:
    """An address inside the app, whether a proxy has taken the mount's part off or not."""
    return path.removeprefix(mount()) if path == mount() or path.startswith(f"{mount()}/") else path
