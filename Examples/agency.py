#!/usr/bin/python3
"""A client of Concordat for agencies that are not Swift shops: wire.md on Debian's python3-zmq, in one file.

    agency.py WHERE AGENCY/SYSTEM publish TOPIC FILE [NEW-FILE]     prints the receipt once its proof is checked
    agency.py WHERE AGENCY/SYSTEM listen PATTERN INBOX [COUNT]      each message once, as a line of the file INBOX

WHERE is a clients.json or TCP-URL,SERVER-KEY,SECRET-CERTIFICATE[,VERIFIER]. With NEW-FILE the event is published under
a new id and kept there. Who signed a receipt's checkpoint is checked if there is a VERIFIER and python3-cryptography.
"""
import base64, hashlib, json, os, random, sys, time, uuid, zmq, zmq.auth

class Client:
    def __init__(self, url, server_key, certificate):
        self.url, self.server_key, self.keys = url, server_key.encode(), zmq.auth.load_certificate(certificate)
        self.sock, self.fails, self.inbox = None, 0, []

    def open(self):
        s = self.sock = zmq.Context.instance().socket(zmq.DEALER)     # never set a routing id
        s.linger, s.immediate, s.rcvhwm, s.sndtimeo = 0, 1, 2048, 5000
        s.heartbeat_ivl, s.heartbeat_timeout = 5000, 20000
        s.curve_serverkey, (s.curve_publickey, s.curve_secretkey) = self.server_key, self.keys
        s.connect(self.url)
        self.inbox = []
        self.welcome = self.once("HELLO", {"v": [1], "agent": "agency.py/1"})[0]

    def lost(self, error):                                            # a new socket is the only way to start over
        head = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
        if self.sock: self.sock.close(0)
        self.sock, self.fails = None, min(self.fails + 1, 6)
        pause = 60 if head.get("code") == 410 else head.get("after_ms", 0) / 1000     # replaced: do not fight for it
        time.sleep(max(pause, random.uniform(0.5, 1) * 0.1 * 2 ** self.fails))

    def receive(self, ms):
        if not self.sock.poll(ms): return None, None, None, None
        _, verb, request, head, body = self.sock.recv_multipart()
        if verb == b"DELIVER": self.inbox.append((json.loads(head), body))
        if verb == b"ERROR" and not request: raise ConnectionError(json.loads(head))
        return verb, request, json.loads(head), body

    def once(self, verb, head, body=b"", seconds=10):
        request, end = uuid.uuid4().bytes, time.monotonic() + seconds
        self.sock.send_multipart([b"CC1", verb.encode(), request, json.dumps(head).encode(), body])
        while (left := end - time.monotonic()) > 0:
            kind, answered, answer, content = self.receive(int(left * 1000) + 1)
            if kind and answered == request:
                if kind == b"ERROR": raise (PermissionError if answer["retry"] == "no" else ConnectionError)(answer)
                self.fails = 0
                return answer, content
        raise ConnectionError({"text": "no answer to " + verb})

    def publish(self, topic, body):                                   # the event is in a file already, with its id
        head = {"id": json.loads(body)["id"], "topic": topic, "sha256": hashlib.sha256(body).hexdigest()}
        while True:                                                   # to send it again unchanged is always right
            try:
                if not self.sock: self.open()
                return self.once("PUBLISH", head, body)
            except (ConnectionError, zmq.ZMQError) as error: self.lost(error)

    def listen(self, pattern, file, count, sub="agency-py"):
        stored = [json.loads(line)["n"] for line in open(file)] if os.path.exists(file) else []
        expected, beat, seen = stored[-1] + 1 if stored else None, 0, 0
        while count is None or seen < count:
            try:
                if not self.sock:
                    self.open()
                    wish = {"sub": sub, "topics": [pattern], "window": 16, "from": "start"}
                    acked = self.once("SUBSCRIBE", wish)[0]["acked"]
                    expected = expected or acked + 1
                if not self.inbox: self.receive(200)
                if not self.inbox and time.monotonic() - beat > self.welcome["ping_ms"] / 1000:
                    beat, known = time.monotonic(), self.once("PING", {})[0]["subs"]
                    if not self.inbox and known[sub]["sent"] >= expected: raise ConnectionError("the tail was lost")
                while self.inbox:
                    head, body = self.inbox.pop(0)
                    if head["n"] > expected: raise ConnectionError("a number is missing")
                    if head["n"] == expected:
                        keep(file, "ab", json.dumps({**head, "event": json.loads(body or b"null")}).encode() + b"\n")
                        expected, seen = expected + 1, seen + 1
                    self.once("ACK", {"sub": sub, "n": [head["n"]]})  # only now: it is on our disk
            except (ConnectionError, KeyError, zmq.ZMQError) as error: self.lost(error)

def keep(file, mode, content):
    with open(file, mode) as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())

def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()

def check(receipt, body, verifier):
    """Shows that the entry is a leaf of the tree whose root the checkpoint names (RFC 9162), and who signed that."""
    entry, nonce, path = receipt["entry"], base64.b64decode(receipt["nonce"]), base64.b64decode(receipt["path"])
    text, marks = receipt["checkpoint"].split("\n\n", 1)
    assert hashlib.sha256(body).hexdigest() == entry["sha256"], "the receipt is about another body"
    head = [str(entry[name]) for name in ("seq", "at", "publisher", "id", "topic")]
    lines = ["CC1", *head, sha256(nonce, bytes.fromhex(entry["sha256"])).hex(), entry["facts"]]
    node = sha256(b"\0", "".join(line + "\n" for line in lines).encode())
    place, last = receipt["index"], int(text.split("\n")[1]) - 1
    assert place == entry["seq"] - 1 <= last, "the index is not the entry's"
    for other in (path[start:start + 32] for start in range(0, len(path), 32)):
        assert last > 0, "the path is too long"
        node = sha256(b"\1", other, node) if place & 1 or place == last else sha256(b"\1", node, other)
        while place == last and place and not place & 1: place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    assert last == 0 and node == base64.b64decode(text.split("\n")[2]), "the entry is not in the tree"
    try: from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError: verifier = None
    if not verifier: return "proof"
    name, key = verifier.split("+", 1)[0], base64.b64decode(verifier.split("+", 2)[2])
    found = [base64.b64decode(mark.split(" ")[2]) for mark in marks.split("\n") if mark.startswith(f"\u2014 {name} ")]
    found = [mark[4:] for mark in found if mark[:4] == sha256(name.encode(), b"\n", key)[:4]]
    assert found and key[0] == 1, "the checkpoint is not signed by " + name
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(found[0], (text + "\n").encode())
    return "proof and signature"

def find(where, system):
    if where.startswith("tcp://"): return (where.split(",") + [None])[:4]
    document = json.load(open(where))
    for broker in document["authorities"] if isinstance(document, dict) else document:
        for known in broker["systems"]:
            if known["agency"] + "/" + known["system"] == system:
                certificate = os.path.join(os.path.dirname(where), known["certificate"])
                return broker["url"], broker["server_key"], certificate, broker["verifier"]
    sys.exit(f"{where}: no system {system}")

def main(where, system, command, subject, file, more=None):
    *connection, verifier = find(where, system)
    if command == "listen": return Client(*connection).listen(subject, file, more and int(more))
    body = open(file, "rb").read()
    if more:
        body = json.dumps({**json.loads(body), "id": str(uuid.uuid4())}).encode()
        keep(more, "xb", body)                                        # before the first send
    head, receipt = Client(*connection).publish(subject, body)
    print(json.dumps({**head, "checked": check(json.loads(receipt), body, verifier), "receipt": json.loads(receipt)}))

if __name__ == "__main__":
    if len(sys.argv) not in (6, 7) or sys.argv[3] not in ("publish", "listen"): sys.exit(__doc__)
    try: main(*sys.argv[1:])
    except PermissionError as refusal: sys.exit(f"refused: {refusal.args[0]}")
