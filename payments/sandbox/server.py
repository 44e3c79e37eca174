"""HTTP around the sandbox: the API below /v1/, the payer's page below /pay/, the knobs of the fault tests."""

import ipaddress
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from .api import Api, Refused
from .courier import Courier
from .ledger import Ledger
from .pages import STYLE, Pages
from .till import Till

KNOBS = {
    "hang": 0,  # seconds before what was done is answered
    "hang_reads": 0,  # seconds before a question is answered
    "lose": 0,  # yes or no: what is asked is done, and the line cut before the answer
    "lose_reads": 0,  # yes or no: questions are not answered either
    "drop_webhooks": 0,  # yes or no: events are never sent
    "hold_webhooks": 0,  # yes or no: events wait until this is turned back
    "delay_webhooks": 0,  # seconds
    "repeat_webhooks": 0,  # how often more than once, all at the same moment
    "shuffle_webhooks": 0,  # yes or no: in any order
}
LARGEST_BODY = 256 * 1024


class Sandbox(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, folder, *, public_url, key, webhook, secret):
        super().__init__(address, Handler)
        self.knobs = dict(KNOBS)
        till = Till(Ledger(folder), self.knobs, public_url or f"http://127.0.0.1:{self.server_address[1]}")
        self.api = Api(till, key)
        self.pages = Pages(self.api)
        if webhook:
            Courier(till.ledger, self.knobs, url=webhook, secret=secret).start()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "sandbox"
    sys_version = ""
    timeout = 60

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path.startswith("/v1/"):
            self.answer_api(lambda: self.server.api.get(url.path[4:], url.query, self.headers["Authorization"]))
        elif url.path.startswith("/pay/"):
            self.send_page(*self.server.pages.show(url.path[5:], url.query))
        elif url.path == "/sandbox.css":
            self.send(200, STYLE, "text/css; charset=utf-8")
        elif url.path == "/health":
            self.send_json(200, {"status": "ok"})
        elif url.path == "/_control" and self.from_this_machine():
            self.send_json(200, self.server.knobs)
        else:
            self.send_page(*self.server.pages.show("", url.query))

    def do_POST(self):
        size = int(self.headers.get("Content-Length") or 0)
        if size > LARGEST_BODY:
            self.close_connection = True
            return self.send_json(413, {"error": {"type": "invalid_request_error", "message": "Too large"}})
        form, url = self.rfile.read(size).decode("utf-8", "replace"), urlsplit(self.path)
        if url.path.startswith("/v1/"):
            who, key = self.headers["Authorization"], self.headers["Idempotency-Key"]
            self.answer_api(lambda: self.server.api.post(url.path[4:], form, who, key))
        elif url.path.startswith("/pay/"):
            self.send_page(*self.server.pages.act(url.path[5:], url.query, form))
        elif url.path == "/_control" and self.from_this_machine():
            self.turn(form)
        elif url.path == "/_control/tell" and self.from_this_machine():
            self.send_json(200, self.server.pages.till.tell_anyway(**json.loads(form)))
        else:
            self.send_json(404, {"error": {"type": "invalid_request_error", "message": "Not found"}})

    def answer_api(self, ask):
        try:
            status, body = ask()
        except Refused as refused:
            status, body = refused.status, refused.body
        asked_only = self.command == "GET"
        time.sleep(self.server.knobs["hang_reads" if asked_only else "hang"])  # done and written down all the same
        if self.server.knobs["lose_reads" if asked_only else "lose"]:
            self.close_connection = True
        else:
            self.send_json(status, body)

    def turn(self, form):
        """Set knobs from a JSON object of numbers."""
        wanted = json.loads(form or "{}")
        self.server.knobs.update({name: wanted[name] for name in KNOBS.keys() & wanted.keys()})
        self.send_json(200, self.server.knobs)

    def from_this_machine(self):
        return ipaddress.ip_address(self.client_address[0]).is_loopback

    def send_json(self, status, body):
        self.send(status, json.dumps(body).encode(), "application/json")

    def send_page(self, status, page, lead_to):
        if status == 303:
            return self.send(303, b"", "text/html; charset=utf-8", Location=page)
        policy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
        policy += "form-action 'self' " + " ".join(lead_to or [])
        return self.send(
            status, page.encode(), "text/html; charset=utf-8", **{"Content-Security-Policy": policy.strip()}
        )

    def send(self, status, body, media_type, **headers):
        headers |= {
            "Content-Type": media_type,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # whoever asked has gone

    def log_message(self, *args):
        pass
