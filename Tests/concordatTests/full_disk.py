"""Fills a broker's disk under load, lets people go on, makes room, and says what happened.

Runs in a mount namespace of its own, as root: the ledger lies on a small tmpfs that it mounts. Arguments: the program, the
broker's configuration, its ledger's folder, endpoint, server key, the folder of keys, an event's data, and a system's names
as below. Prints one JSON object.
"""
import hashlib, json, os, subprocess, sys, time, uuid
import zmq, zmq.auth

program, configuration, ledger, endpoint, server, keys, data_file = sys.argv[1:8]
authority = configuration.split("/")[0]
data = json.load(open(data_file))
data["summary"] = "x" * 3500
context = zmq.Context()
MIB = 1 << 20


class Connection:
    def __init__(self, certificate, user):
        self.user = user
        public, secret = zmq.auth.load_certificate(f"{keys}/{certificate}.key_secret")
        self.socket = context.socket(zmq.DEALER)
        self.socket.linger = 0
        self.socket.curve_serverkey = server.encode()
        self.socket.curve_publickey, self.socket.curve_secretkey = public, secret
        self.socket.connect(endpoint)
        self.say(b"HELLO", {"v": [1], "agent": "full/1"})
        assert self.hear()[0] == b"WELCOME"

    def say(self, verb, head, body=b""):
        self.socket.send_multipart([b"CC1", verb, b"", json.dumps(head).encode(), body])

    def hear(self):
        assert self.socket.poll(10_000), "silence"
        _, verb, _, head, body = self.socket.recv_multipart()
        return verb, json.loads(head), body

    def publish(self, topic, content):
        event_id = str(uuid.uuid4())
        agency, system = self.user.split("/")
        body = json.dumps({
            "specversion": "1.0", "id": event_id, "source": f"urn:concordat:{authority}:{agency}:{system}",
            "type": topic + ".v1", "subject": "", "time": "2026-10-05T09:00:00Z",
            "datacontenttype": "application/json", "data": content}).encode()
        self.say(b"PUBLISH", {"id": event_id, "topic": topic, "sha256": hashlib.sha256(body).hexdigest()}, body)
        return event_id, self.hear()


subprocess.run(["mount", "-t", "tmpfs", "-o", "size=26m,mode=700", "tmpfs", ledger], check=True)
broker = subprocess.Popen([program, "serve", configuration, "--log-level", "error", "--segment", str(8 * MIB)],
                          stdout=subprocess.PIPE, text=True)
assert broker.stdout.readline().startswith("serving")
police = Connection("bhm-police-niche", "bhm-police/niche")
casework = Connection("bhm-csc-casework", "bhm-csc/casework")
# Two segments are there; what is left is taken by somebody else, to the last byte.
free = os.statvfs(ledger).f_bavail * os.statvfs(ledger).f_frsize
with open(f"{ledger}/ballast", "wb") as ballast:
    ballast.write(b"b" * free)
receipts, refusal = [], None
while refusal is None and len(receipts) < 20_000:
    event_id, (verb, head, _) = police.publish("police.domestic-incident", data)
    if verb == b"RECEIPT":
        receipts.append(event_id)
    else:
        refusal = [head["code"], head["name"], head["retry"], head["text"]]
answers = []
for event_id in receipts[-20:]:
    _, (verb, _, _) = casework.publish("acknowledgement.made", {
        "concern": event_id, "person": "bhm-csc/front", "decision": "seen"})
    answers.append(verb.decode())
os.remove(f"{ledger}/ballast")
end, later = time.monotonic() + 15, None
while later != b"RECEIPT" and time.monotonic() < end:
    event_id, (later, _, _) = police.publish("police.domestic-incident", data)
    time.sleep(0.1)
broker.terminate()
status = broker.wait()
verified = subprocess.run([program, "verify", ledger], capture_output=True, text=True)
print(json.dumps({
    "receipts": len(receipts), "refusal": refusal, "answers": answers, "recovered": later == b"RECEIPT",
    "status": status, "verified": verified.returncode}))
