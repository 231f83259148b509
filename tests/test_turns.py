"""Runs of the script take turns, and nobody waits for ever."""

from __future__ import annotations

import threading

import pytest

from lib.ui import turns


def test_only_one_run_at_a_time() -> None:
    inside, most, lock = 0, 0, threading.Lock()
    start = threading.Barrier(8)

    def run() -> None:
        nonlocal inside, most
        start.wait()
        for _ in range(20):
            with turns.turn():
                with lock:
                    inside += 1
                    most = max(most, inside)
                sum(range(1000))
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == 1


def test_a_long_run_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
    done = threading.Event()

    def other() -> None:
        with turns.turn():
            done.set()

    with turns.turn():
        thread = threading.Thread(target=other)
        thread.start()
        assert done.wait(30), "the other run waits for the long one"
        thread.join(30)
    # Who went without a turn has given none back: the next one still has to wait for whoever has it.
    with turns.turn():
        assert turns._turn.locked()
    assert not turns._turn.locked()


def test_a_run_that_is_stopped_gives_its_turn_back() -> None:
    # Streamlit stops a run by an exception that is no Exception.
    with pytest.raises(KeyboardInterrupt), turns.turn():
        raise KeyboardInterrupt
    assert not turns._turn.locked()
