"""The nasty tests of whole processes: kills at named points, no descriptors left, a stampede, an end that hangs.

Independent of the Swift client: it knows `wire.md` and nothing else. Arguments: which test, the program, the broker's
configuration, endpoint, server key, the secret certificate of a system that may publish and see police.>, its
agency/system, a file with an event's data, and what the test says. Prints one JSON object.
"""
import hashlib, json, os, resource, signal, socket, subprocess, sys, time, uuid
import zmq, zmq.auth
from zmq.utils import z85

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "TestSupport"))
from curve_peer import CurvePeer

test, program, configuration, endpoint, server, certificate, user, data_file, *rest = sys.argv[1:]
public, secret = zmq.auth.load_certificate(certificate)
data = json.load(open(data_file))
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
context = zmq.Context()
TOPIC, LIMIT = "police.domestic-incident", 60


def serve(*options):
    process = subprocess.Popen(
        [program, "serve", configuration, "--log-level", "critical", *options], stdout=subprocess.PIPE, text=True,
        # Fewer than a stampede needs: a broker is to raise its limit by itself.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard)))
    process.line = process.stdout.readline()
    if not process.line.startswith("serving"):
        sys.exit("the broker did not start")
    return process


def event(number, **more):
    agency, system = user.split("/")
    return json.dumps({
        "specversion": "1.0", "id": str(uuid.UUID(int=number + (4 << 76) + (2 << 62))), "type": TOPIC + ".v1",
        "source": f"urn:concordat:{configuration.split('/')[0]}:{agency}:{system}", "subject": "",
        "time": "2026-10-05T09:00:00Z", "datacontenttype": "application/json", "data": {**data, **more},
    }).encode()


class Connection:
    """One DEALER."""

    def __init__(self, **options):
        self.socket = context.socket(zmq.DEALER)
        self.socket.linger, self.socket.immediate, self.socket.rcvhwm = 0, 1, 2048
        self.socket.sndtimeo = LIMIT * 1000
        self.socket.reconnect_ivl, self.socket.reconnect_ivl_max = 100, 1000
        for name, value in options.items():
            setattr(self.socket, name, value)
        self.socket.curve_serverkey = server.encode()
        self.socket.curve_publickey, self.socket.curve_secretkey = public, secret
        self.socket.connect(endpoint)

    def say(self, verb, head, body=b"", flags=0):
        self.socket.send_multipart([b"CC1", verb, b"", json.dumps(head).encode(), body], flags)

    def publish(self, body):
        head = {"id": json.loads(body)["id"], "topic": TOPIC, "sha256": hashlib.sha256(body).hexdigest()}
        self.say(b"PUBLISH", head, body)

    def hear(self, seconds=LIMIT):
        """The next message's verb, head and body, or None."""
        if not self.socket.poll(max(0, seconds) * 1000):
            return None
        _, verb, _, head, body = self.socket.recv_multipart()
        return verb.decode(), json.loads(head), body.decode()

    def until(self, verb, seconds=LIMIT):
        """The head and body of the next message of that verb, whatever else comes before; None if it does not."""
        end = time.monotonic() + seconds
        while message := self.hear(end - time.monotonic()):
            if message[0] == verb:
                return message[1:]
        return None

    def greet(self, seconds=LIMIT):
        """Whether the broker welcomes it in time."""
        self.socket.sndtimeo = int(seconds * 1000)
        try:
            self.say(b"HELLO", {"v": [1], "agent": "nasty/1"})
        except zmq.Again:
            return False
        return self.until("WELCOME", seconds) is not None

    def subscribe(self, name, window=64, start="now"):
        self.say(b"SUBSCRIBE", {"sub": name, "topics": ["police.>"], "window": window, "from": start})
        return self.until("SUBSCRIBED")


def kill_at(point):
    """Dies at a point while three concerns arrive; they are sent again, twice, and a subscriber hears them."""
    bodies = [event(number) for number in range(1, 4)]

    def receipts(patience):
        connection, got = Connection(sndtimeo=int(patience * 1000)), {}
        try:
            connection.greet(patience)
            for body in bodies:
                connection.publish(body)
        except zmq.Again:
            pass  # It died before it had taken them all.
        while len(got) < 3 and (answer := connection.until("RECEIPT", patience)):
            got[answer[0]["id"]] = answer
        connection.socket.close()
        return [got.get(json.loads(body)["id"]) for body in bodies]

    broker = serve("--fail-point", point)
    early = receipts(1)
    died = broker.wait(LIMIT)
    rounds = [early]
    for _ in range(2):
        broker = serve()
        rounds.append(receipts(LIMIT))
        broker.kill()
        broker.wait()
    broker = serve()
    subscriber = Connection()
    subscriber.greet()
    head = subscriber.subscribe("all", start="start")[0]
    heard = [subscriber.until("DELIVER")[0]["id"] for _ in bodies]
    subscriber.say(b"PING", {})
    sent = subscriber.until("PONG")[0]["subs"]["all"]["sent"]
    broker.terminate()
    broker.wait(LIMIT)
    kinds = [{receipts[at][1] for receipts in rounds if receipts[at]} for at in range(3)]
    return {
        "died": died, "early": len([receipt for receipt in early if receipt]), "again": rounds[1][0][0]["again"],
        "againLater": [receipt[0]["again"] for receipt in rounds[2]], "receipts": [len(kind) for kind in kinds],
        "heardOnce": sorted(heard) == sorted(json.loads(body)["id"] for body in bodies) and sent == 3,
    }


def starve():
    """Takes every descriptor that the broker may still have, and gives them back."""
    broker = serve("--segment", "262144")
    publisher, subscriber = Connection(), Connection()
    publisher.greet()
    subscriber.greet()
    subscriber.subscribe("all")
    used = len(os.listdir(f"/proc/{broker.pid}/fd"))
    resource.prlimit(broker.pid, resource.RLIMIT_NOFILE, (used + 12, hard))
    port = int(endpoint.rsplit(":", 1)[1])
    crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
    late = Connection()
    is_late_served = late.greet(2)
    full = len(os.listdir(f"/proc/{broker.pid}/fd"))
    deliveries, refused, others = 0, [], []

    def hand_over(number):
        nonlocal deliveries
        publisher.publish(event(number))
        answer = publisher.hear(10)
        if answer and answer[0] == "RECEIPT":
            delivery = subscriber.until("DELIVER", 10)
            deliveries += 1
            subscriber.say(b"ACK", {"sub": "all", "n": [delivery[0]["n"]]})
        elif answer and answer[1].get("code") == 503 and answer[1]["retry"] == "later":
            refused.append(number)
        else:
            others.append(str(answer))

    for number in range(1, 301):
        if not others:
            hand_over(number)
    meanwhile = deliveries
    for one in crowd:
        one.close()
    recovered = late.greet(20)
    end = time.monotonic() + 20
    while refused and not others and time.monotonic() < end:
        hand_over(refused.pop(0))
    alive = broker.poll() is None
    broker.terminate()
    return {
        "meanwhile": meanwhile, "receipts": deliveries, "others": others, "wasFull": full >= used + 11,
        "lateServed": is_late_served, "recovered": recovered, "alive": alive, "status": broker.wait(LIMIT),
    }


def stampede(count):
    """Restarts under so many clients, who all come back at once."""
    count = int(count)
    broker = serve()
    clients = [Connection() for _ in range(count)]
    for client in clients:
        client.say(b"HELLO", {"v": [1], "agent": "nasty/1"})
    for number, client in enumerate(clients):
        client.until("WELCOME")
        client.subscribe(f"s{number}")
    broker.kill()
    broker.wait()
    begin = time.monotonic()
    broker = serve()
    strangers, back = set(), set()
    poller, numbers = zmq.Poller(), {}
    for number, client in enumerate(clients):
        poller.register(client.socket, zmq.POLLIN)
        numbers[client.socket] = number
    first, served_unasked, asked_at = {}, [], {}
    while len(back) < count and time.monotonic() - begin < LIMIT:
        now = time.monotonic()
        for number, client in enumerate(clients):
            # What a client of the old broker says before it knows better.
            if number not in first and now - asked_at.get(number, 0) > 0.5:
                try:
                    client.say(b"PING", {}, flags=zmq.NOBLOCK)
                    asked_at[number] = now
                except zmq.Again:
                    pass
        for ready, _ in poller.poll(20):
            number = numbers[ready]
            verb, head, _ = clients[number].hear()
            if number not in first:
                first[number] = verb
                if verb != "ERROR" or head["code"] != 401 or head["retry"] != "hello":
                    served_unasked.append(verb)
                poller.unregister(ready)
                ready.close()
                clients[number] = Connection()
                poller.register(clients[number].socket, zmq.POLLIN)
                numbers[clients[number].socket] = number
                clients[number].say(b"HELLO", {"v": [1], "agent": "nasty/1"})
            elif verb == "WELCOME":
                clients[number].say(
                    b"SUBSCRIBE", {"sub": f"s{number}", "topics": ["police.>"], "window": 1, "from": "now"})
            elif verb == "SUBSCRIBED":
                back.add(number)
    took = time.monotonic() - begin
    clients[0].publish(event(1))
    told = [client.until("DELIVER", 20) for client in clients]
    broker.terminate()
    return {
        "back": len(back), "seconds": took, "servedUnasked": served_unasked, "told": len([one for one in told if one]),
        "status": broker.wait(LIMIT),
    }


def hang(peer_port):
    """Ends while a subscriber's line is full and the other authority's broker takes no call; then begins again."""
    hole = socket.socket()
    hole.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    hole.bind(("127.0.0.1", int(peer_port)))
    hole.listen(0)
    broker = serve()
    stuck = os.fork()
    if stuck == 0:
        globals()["context"] = zmq.Context()
        connection = Connection(rcvbuf=4096)
        connection.greet()
        connection.subscribe("stuck", window=512)
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    os.waitpid(stuck, os.WUNTRACED)
    publisher = Connection()
    publisher.greet()
    resident = lambda: int(open(f"/proc/{broker.pid}/statm").read().split()[1]) * 4096
    before = resident()
    for first in range(0, 600, 200):
        for number in range(first, first + 200):
            publisher.publish(event(number + 1, summary="x" * 4000, **{"who-was-where": "y" * 1000}))
        for _ in range(200):
            publisher.until("RECEIPT")
    grown = resident() - before
    begin = time.monotonic()
    broker.terminate()
    status = broker.wait(LIMIT)
    took = time.monotonic() - begin
    begin = time.monotonic()
    broker = serve()
    again = time.monotonic() - begin
    line = broker.line
    os.kill(stuck, signal.SIGKILL)
    os.waitpid(stuck, 0)
    heir = Connection()
    heir.greet()
    heir.subscribe("stuck", window=512)
    kept = 0
    while kept < 600 and (delivery := heir.until("DELIVER", 20)):
        kept += delivery[0]["n"] == kept + 1
        heir.say(b"ACK", {"sub": "stuck", "n": [delivery[0]["n"]]})
    broker.terminate()
    broker.wait(LIMIT)
    return {"grown": grown, "status": status, "seconds": took, "line": line.strip(), "again": again, "kept": kept}


def endless():
    """Says a message that never ends to a broker whose memory is limited; it hangs up on it or dies of it."""
    broker = serve()
    publisher = Connection()
    publisher.greet()
    publisher.publish(event(1))
    first = publisher.until("RECEIPT")
    pages = int(open(f"/proc/{broker.pid}/statm").read().split()[0])
    limit = pages * 4096 + (192 << 20)
    resource.prlimit(broker.pid, resource.RLIMIT_AS, (limit, limit))
    keys = [z85.decode(key) for key in (server.encode(), public, secret)]
    peer, said = CurvePeer(int(endpoint.rsplit(":", 1)[1]), *keys, []), 0
    peer.wire.settimeout(5)
    try:
        while said < 1 << 30:
            peer.say([bytes(200_000)], more=True)
            said += 200_000
    except OSError:
        pass
    peer.wire.close()
    try:
        publisher.say(b"PING", {})
        lives = publisher.until("PONG", 20) is not None
    except zmq.Again:
        lives = False
    if lives:
        broker.kill()
    broker.wait(LIMIT)
    broker = serve()
    heir = Connection()
    heir.greet()
    heir.publish(event(1))
    again = heir.until("RECEIPT")
    heir.publish(event(2))
    second = heir.until("RECEIPT")
    broker.terminate()
    return {
        "mebibytes": said >> 20, "lives": lives, "same": again[1] == first[1] and again[0]["again"],
        "goesOn": second is not None, "status": broker.wait(LIMIT),
    }


tests = {"endless": endless, "kill-at": kill_at, "starve": starve, "stampede": stampede, "hang": hang}
print(json.dumps(tests[test](*rest)))
