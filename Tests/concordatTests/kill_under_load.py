"""Kills a broker with SIGKILL at random moments while publishers and a subscriber work, and says what was lost.

Independent of the Swift client: it knows `wire.md` and nothing else. Arguments: the program, the broker's configuration,
endpoint, server key, the secret certificate of a system that may publish and see police.>, its agency/system, a file with
an event's data, how many kills, and a seed. Prints one JSON object.
"""
import hashlib, json, random, subprocess, sys, threading, time, uuid
import zmq, zmq.auth

program, configuration, endpoint, server, certificate, user, data_file, kills, seed = sys.argv[1:10]
public, secret = zmq.auth.load_certificate(certificate)
data = json.load(open(data_file))
chance = random.Random(int(seed))
context = zmq.Context()
TOPIC, SILENCE, WINDOW = "police.domestic-incident", 1.0, 16
receipts, handed, problems = {}, {}, []
done, drained, subscribed = threading.Event(), threading.Event(), threading.Event()


class Connection:
    """One DEALER that said HELLO; any doubt ends it."""

    def __init__(self):
        self.socket = context.socket(zmq.DEALER)
        self.socket.linger, self.socket.immediate, self.socket.sndtimeo = 0, 1, 500
        self.socket.curve_serverkey = server.encode()
        self.socket.curve_publickey, self.socket.curve_secretkey = public, secret
        self.socket.connect(endpoint)
        self.heard = time.monotonic()
        self.say(b"HELLO", {"v": [1], "agent": "kill/1"})

    def say(self, verb, head, body=b""):
        self.socket.send_multipart([b"CC1", verb, b"", json.dumps(head).encode(), body])

    def hear(self, milliseconds):
        if not self.socket.poll(milliseconds):
            if time.monotonic() - self.heard > SILENCE:
                raise ConnectionError("silence")
            return None, None, None
        self.heard = time.monotonic()
        _, verb, _, head, body = self.socket.recv_multipart()
        head = json.loads(head)
        if verb == b"ERROR":
            if head["retry"] == "no":
                problems.append(f"{head['code']} {head['text']}")
            raise ConnectionError(head["name"])
        return verb, head, body


def publish(event_id, body):
    return b"PUBLISH", {"id": event_id, "topic": TOPIC, "sha256": hashlib.sha256(body).hexdigest()}, body


def event(event_id):
    agency, system = user.split("/")
    source = f"urn:concordat:{configuration.split('/')[0]}:{agency}:{system}"
    return json.dumps({
        "specversion": "1.0", "id": event_id, "source": source, "type": TOPIC + ".v1", "subject": "",
        "time": "2026-10-05T09:00:00Z", "datacontenttype": "application/json", "data": data,
    }).encode()


def publisher():
    waiting = {}
    while not done.is_set() or waiting:
        connection = None
        try:
            connection = Connection()
            connection.hear(500)
            for event_id, body in waiting.items():
                connection.say(*publish(event_id, body))
            while not done.is_set() or waiting:
                if len(waiting) < WINDOW and not done.is_set():
                    event_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
                    waiting[event_id] = event(event_id)
                    connection.say(*publish(event_id, waiting[event_id]))
                verb, head, body = connection.hear(20)
                if verb == b"RECEIPT":
                    waiting.pop(head["id"], None)
                    entry = json.loads(body)["entry"]
                    if receipts.setdefault(head["id"], entry) != entry:
                        problems.append("two receipts of one concern differ")
        except (zmq.ZMQError, ConnectionError):
            time.sleep(0.05)
        finally:
            if connection:
                connection.socket.close(0)


def subscriber():
    wanted = 1
    while not drained.is_set():
        connection = None
        try:
            connection = Connection()
            connection.say(b"SUBSCRIBE", {"sub": "kill", "topics": ["police.>"], "window": 64, "from": "start"})
            while not drained.is_set():
                verb, head, _ = connection.hear(50)
                if verb == b"SUBSCRIBED":
                    subscribed.set()
                elif verb == b"DELIVER":
                    if head["n"] > wanted:
                        problems.append(f"a hole before {head['n']}")
                        raise ConnectionError("hole")
                    if head["n"] == wanted:
                        if head["id"] in handed:
                            problems.append("one concern has two numbers")
                        handed[head["id"]] = head["seq"]
                        wanted += 1
                    connection.say(b"ACK", {"sub": "kill", "n": [head["n"]]})
        except (zmq.ZMQError, ConnectionError):
            time.sleep(0.05)
        finally:
            if connection:
                connection.socket.close(0)


def serve():
    process = subprocess.Popen(
        [program, "serve", configuration, "--log-level", "error"], stdout=subprocess.PIPE, text=True)
    if not process.stdout.readline().startswith("serving"):
        sys.exit("the broker did not come back")
    return process


broker = serve()
threads = [threading.Thread(target=publisher) for _ in range(3)]
listener = threading.Thread(target=subscriber)
for thread in threads + [listener]:
    thread.start()
subscribed.wait(10)
for _ in range(int(kills)):
    time.sleep(chance.uniform(0.02, 0.3))
    broker.kill()
    broker.wait()
    broker = serve()
done.set()
for thread in threads:
    thread.join(60)
end = time.monotonic() + 60
while len(handed) < len(receipts) and time.monotonic() < end:
    time.sleep(0.05)
drained.set()
listener.join(10)
broker.terminate()
broker.wait()
print(json.dumps({
    "receipted": len(receipts), "missing": len([i for i in receipts if i not in handed]),
    "displaced": len([i for i in receipts if handed.get(i, receipts[i]["seq"]) != receipts[i]["seq"]]),
    "problems": sorted(set(problems)),
}))
