"""`python -m payments.sandbox --port 8100 --state var/sandbox --webhook http://127.0.0.1:8000/payments/webhook/`"""

import argparse
import contextlib
import signal
import sys

from .server import Sandbox


def arguments():
    parser = argparse.ArgumentParser(prog="python -m payments.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one and prints it")
    parser.add_argument("--state", required=True, help="folder that keeps everything")
    parser.add_argument("--public-url", help="how a browser reaches the sandbox, if not http://127.0.0.1:PORT")
    parser.add_argument("--key", default="sk_test_sandbox", help="the API key the portal must show")
    parser.add_argument("--webhook", help="where events go; without it none are sent")
    parser.add_argument("--secret", default="whsec_sandbox", help="what events are signed with")
    return parser.parse_args()


def main():
    asked = arguments()
    sandbox = Sandbox(
        (asked.host, asked.port),
        asked.state,
        public_url=asked.public_url,
        key=asked.key,
        webhook=asked.webhook,
        secret=asked.secret,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"Payment sandbox on http://{asked.host}:{sandbox.server_address[1]} (no money moves)", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        sandbox.serve_forever()


if __name__ == "__main__":
    main()
