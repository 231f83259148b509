"""Old addresses open today's views."""

from __future__ import annotations

import pytest

from lib.ui.old_links import OldLinks, current


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bd_nam=2022", "nam=2022"),
        ("nam=2023&bd_nam=2022&bd_chiso=so_ho_ngheo", "bd_chiso=so_ho_ngheo&nam=2022"),
        ("huyen=K%E1%BB%B3+S%C6%A1n&bd_nam=2021", "huyen=K%E1%BB%B3+S%C6%A1n&nam=2021"),
        ("nam=2023", None),
        ("", None),
    ],
)
def test_the_maps_own_year_becomes_the_year(old, new):
    assert current(old) == new


def run(coroutine):
    """Run a coroutine that never waits: a browser test on the same worker may have an event loop running."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


def test_the_redirect_is_relative_and_harmless():
    sent = []

    async def send(message):
        sent.append(message)

    async def app(scope, receive, send):
        await send({"type": "passed"})

    scope = {"type": "http", "method": "GET", "query_string": b"bd_nam=%0d%0aSet-Cookie:x", "path": "/ban_do"}
    run(OldLinks(app)(scope, None, send))
    headers = dict(sent[0]["headers"])
    assert sent[0]["status"] == 307
    assert headers[b"location"] == b"?nam=%0D%0ASet-Cookie%3Ax"
    sent.clear()
    run(OldLinks(app)({**scope, "query_string": b"nam=2022"}, None, send))
    assert sent == [{"type": "passed"}]
