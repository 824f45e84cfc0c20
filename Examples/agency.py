#!/usr/bin/python3
"""A client of Concordat for agencies that are not Swift shops: wire.md on Debian's python3-zmq.

    agency.py CLIENTS.JSON AGENCY/SYSTEM publish TOPIC FILE [NEW-FILE]   prints the receipt once its proof is checked
    agency.py CLIENTS.JSON AGENCY/SYSTEM listen PATTERN INBOX [COUNT]    each message once, as a line of the file INBOX

With NEW-FILE the event is published under a new id, and kept there before it is sent."""
import base64, hashlib, json, os, random, sys, time, uuid, zmq, zmq.auth

class Client:
    def __init__(self, clients, name, pattern=None):
        brokers, self.pattern, self.socket, self.due = json.load(open(clients))["authorities"], pattern, None, None
        self.broker, own = next((b, s) for b in brokers for s in b["systems"] if f"{s['agency']}/{s['system']}" == name)
        self.keys = zmq.auth.load_certificate(os.path.join(os.path.dirname(clients), own["certificate"]))

    def open(self):
        s, self.inbox = zmq.Context.instance().socket(zmq.DEALER), []     # never set a routing id
        self.socket, s.linger, s.immediate, s.sndtimeo, s.heartbeat_ivl = s, 0, 1, 5000, 5000
        s.curve_serverkey, (s.curve_publickey, s.curve_secretkey) = self.broker["server_key"].encode(), self.keys
        s.connect(self.broker["url"])
        self.ask("HELLO", {"v": [1], "agent": "agency.py/1"})
        if self.pattern:
            wish = {"sub": "agency-py", "topics": [self.pattern], "window": 16, "from": "start"}
            acked = self.ask("SUBSCRIBE", wish)[0]["acked"]
            self.due = self.due or acked + 1

    def insist(self, work, *arguments):         # a new socket, and everything again unchanged, is always right
        while True:
            try:
                if not self.socket: self.open()
                return work(*arguments)
            except (ConnectionError, zmq.ZMQError):
                self.socket = self.socket and self.socket.close()
                time.sleep(random.uniform(0.2, 2))

    def ask(self, verb, head, body=b""):
        request, end = uuid.uuid4().bytes, time.monotonic() + 10
        self.socket.send_multipart([b"CC1", verb.encode(), request, json.dumps(head).encode(), body])
        while time.monotonic() < end:
            answer = self.receive(1000)
            if answer and answer[0] == request: return answer[1:]
        raise ConnectionError("no answer to " + verb)

    def receive(self, milliseconds):
        if not self.socket.poll(milliseconds): return None
        _, verb, request, head, body = self.socket.recv_multipart()
        head = json.loads(head)
        if verb == b"ERROR": raise (PermissionError if head["retry"] == "no" else ConnectionError)(head)
        if verb == b"DELIVER": self.inbox.append((head, body))
        return request, head, body

    def take(self, file):                       # one message, stored before it is acknowledged
        if not self.inbox and not self.receive(1000):
            sent = self.ask("PING", {})[0]["subs"]["agency-py"]["sent"]
            if sent >= self.due and not self.inbox: raise ConnectionError("the tail was lost")
        if not self.inbox: return 0
        head, body = self.inbox.pop(0)
        if head["n"] > self.due: raise ConnectionError("a number is missing")
        isnew = head["n"] == self.due
        if isnew: keep(file, "ab", json.dumps({**head, "event": json.loads(body or b"null")}).encode() + b"\n")
        self.due += isnew
        self.ask("ACK", {"sub": "agency-py", "n": [head["n"]]})
        return isnew

def keep(file, mode, content):
    with open(file, mode) as out: out.write(content), out.flush(), os.fsync(out.fileno())

def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()

def check(receipt, body):                       # the entry is a leaf of the tree whose root is signed (RFC 9162)
    entry, nonce, path = receipt["entry"], base64.b64decode(receipt["nonce"]), base64.b64decode(receipt["path"])
    _, size, root = receipt["checkpoint"].split("\n")[:3]
    commitment = sha256(nonce, sha256(body)).hex()
    lines = ["CC1", *(str(entry[name]) for name in ("seq", "at", "publisher", "id", "topic")), commitment, entry["facts"]]
    node, place, last = sha256(b"\0", "\n".join(lines + [""]).encode()), entry["seq"] - 1, int(size) - 1
    for other in (path[start:start + 32] for start in range(0, len(path), 32)):
        left = place & 1 or place == last
        node = sha256(b"\1", other, node) if left else sha256(b"\1", node, other)
        while left and place and not place & 1: place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    assert last == 0 and node == base64.b64decode(root), "the receipt does not prove that the broker has this event"

def main(clients, system, command, subject, file, more=None):
    if command == "listen":
        client, left = Client(clients, system, subject), int(more or sys.maxsize)
        if os.path.exists(file): client.due = 1 + max((json.loads(line)["n"] for line in open(file)), default=0)
        while left > 0: left -= client.insist(client.take, file)
        return
    body = open(file, "rb").read()
    if more: keep(more, "xb", body := json.dumps({**json.loads(body), "id": str(uuid.uuid4())}).encode())
    head, client = {"id": json.loads(body)["id"], "topic": subject, "sha256": sha256(body).hex()}, Client(clients, system)
    answer, receipt = client.insist(client.ask, "PUBLISH", head, body)
    check(json.loads(receipt), body)
    print(json.dumps({**answer, "checked": "proof", "receipt": json.loads(receipt)}))

if __name__ == "__main__":
    if len(sys.argv) not in (6, 7) or sys.argv[3] not in ("publish", "listen"): sys.exit(__doc__)
    try: main(*sys.argv[1:])
    except PermissionError as refusal: sys.exit(f"refused: {refusal.args[0]}")
