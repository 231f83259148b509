"""No public server is asked which address this machine has.

Asked for a connection by a foreign page, Streamlit would first ask one, with every other viewer waiting. An installation's
other addresses are named in ``server.corsAllowedOrigins`` instead. Seen in Streamlit 1.67; ``tests/test_headers.py`` (no
request leaves the machine) fails when it goes.
"""

from __future__ import annotations

from streamlit import net_util


def stay_here() -> None:
    """Have Streamlit know of no other address than those it is told."""
    net_util.get_internal_ip = net_util.get_external_ip = lambda: None
