"""As much of an SMTP server as the tests need: it takes letters, refuses some addresses, and can hang up."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb, rest = line[:4].upper(), line.lower()
            if verb == "QUIT":
                return self.say("221 bye")
            if verb == "RCPT" and "hang-up" in rest:
                return None
            if verb == "DATA":
                self.take()
            elif verb == "RCPT" and "refused" in rest:
                self.say("451 try later")
            elif verb == "RCPT" and "nobody@" in rest:
                self.say("550 no such reader")
            else:
                self.say("250 fine")

    def take(self):
        self.say("354 go on")
        content = b""
        while not content.endswith(b"\r\n.\r\n"):
            content += self.rfile.readline()
        self.server.letters.append(message_from_bytes(content[:-5], policy=policy.default))
        self.say("250 taken")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def running():
    """A server on a free port; what it took is in `.letters`, how often it was called in `.connections`."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.letters, server.connections, server.port = [], 0, server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
