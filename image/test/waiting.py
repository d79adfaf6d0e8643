"""Asking until something is so."""
import http.client
import os
import time

# The longest wait for one thing in seconds. A machine under load takes several times as long as a quiet one.
PATIENCE = int(os.environ.get("PATIENCE", "900"))


def until(what, question, process, log, patience=PATIENCE, pause=1.0):
    """Asks until the answer is true, and returns it; fails when the process ends first or patience does, with what it logged."""
    begin = time.monotonic()
    while time.monotonic() - begin < patience:
        if process.poll() is not None:
            raise AssertionError(f"Ended with {process.returncode} while waiting for: {what}\n{log()}")
        try:
            answer = question()
            if answer:
                return answer
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(pause)
    raise AssertionError(f"Not within {patience} s: {what}\n{log()}")
