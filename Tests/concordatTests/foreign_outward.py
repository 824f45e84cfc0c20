"""A mail server (aiosmtpd, STARTTLS required) and a web server that notes what comes.

usage: foreign_outward.py <folder> <server.pem> <server.key>

Prints `<mail port> <web port>`, then a line for each thing that came. Mails go to <folder>/mails.jsonl and requests to <folder>/hooks.jsonl; of each path the
first request is answered with 503.
"""

import json
import socket
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

FOLDER, CERTIFICATE, KEY = sys.argv[1:4]


def note(name, value):
    with open(f"{FOLDER}/{name}.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps(value) + "\n")
    print(name, flush=True)


class Mails:
    async def handle_DATA(self, server, session, envelope):
        note(
            "mails",
            {
                "tls": session.ssl is not None,
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "text": envelope.content.decode("ascii"),
            },
        )
        return "250 taken"


class Hooks(BaseHTTPRequestHandler):
    seen = set()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        first = self.path not in self.seen
        self.seen.add(self.path)
        note(
            "hooks",
            {
                "path": self.path,
                "body": body,
                "type": self.headers["Content-Type"],
                "id": self.headers["Concordat-Id"],
                "timestamp": self.headers["Concordat-Timestamp"],
                "signature": self.headers["Concordat-Signature"],
                "answered": 503 if first else 204,
            },
        )
        self.send_response(503 if first else 204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
mails = Controller(
    Mails(), hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True, ready_timeout=60
)
mails.start()
web = ThreadingHTTPServer(("127.0.0.1", 0), Hooks)
threading.Thread(target=web.serve_forever, daemon=True).start()
print(port, web.server_address[1], flush=True)
sys.stdin.read()
mails.stop()
