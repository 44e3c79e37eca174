"""A mail server that takes everything and keeps nothing, in a process of its own."""

import contextlib
import socketserver
import subprocess
import sys

from icajo.run import child

TAKEN = {b"MAIL": b"250 fine\r\n", b"RCPT": b"250 fine\r\n", b"RSET": b"250 fine\r\n"}


class Session(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        self.request.sendall(b"220 ready\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self.request.sendall(b"221 bye\r\n")
            if verb == b"DATA":
                self.request.sendall(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            self.request.sendall(TAKEN.get(verb, b"250 fine\r\n"))


@contextlib.contextmanager
def running():
    """Its port, until the end of the block."""
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.sink"], stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        child.stop(process)
        process.stdout.close()


if __name__ == "__main__":
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()
