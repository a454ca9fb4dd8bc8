"""Run as a script: saves one draft again and again over HTTP, and counts what it was told.

    python savers.py PORT PATH COOKIE NAME ATTEMPTS

It prints JSON: the versions that were accepted, how many saves were refused as stale (409), and
every other answer. It needs nothing but Python, as a browser needs nothing of ours.
"""

import http.client
import json
import re
import sys
from urllib.parse import urlencode

CSRF = "a" * 32
SAVED = re.compile(r'name="version" value="(\d+)"')
STORED = re.compile(r'name="over" value="(\d+)"')


def main(port: str, path: str, session: str, name: str, attempts: str) -> None:
    """Save as often as asked, each time naming the version that was told last."""
    told = {"accepted": [], "refused": 0, "other": []}
    version = 0
    for attempt in range(int(attempts)):
        status, body = post(
            port, path, session, {"version": version, "comment": f"{name}-{attempt}"}
        )
        if status == 200 and (found := SAVED.search(body)):
            version = int(found[1])
            told["accepted"].append([version, f"{name}-{attempt}"])
        elif status == 409 and (found := STORED.search(body)):
            version = int(found[1])
            told["refused"] += 1
        else:
            told["other"].append([status, body[:300]])
    sys.stdout.write(json.dumps(told))


def post(port: str, path: str, session: str, answers: dict[str, object]) -> tuple[int, str]:
    """Send a form as the page does by itself, and return the status and the words."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=120)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{session}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
    }
    connection.request("POST", path, urlencode(answers), headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body or str(response.getheader("Location"))


if __name__ == "__main__":
    main(*sys.argv[1:])
