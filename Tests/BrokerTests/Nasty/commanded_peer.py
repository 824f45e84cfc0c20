"""A hand-made peer that does what it is told, line by line, and answers each line with one.

Usage: commanded_peer.py PORT SERVER-KEY PUBLIC-KEY SECRET-KEY (hex)

    connect NAME=VALUE...   shakes hands with these properties (values in hex): READY, ERROR or closed
    say FRAME...            sends a message (frames in hex): ok or closed
    flood COUNT FRAME...    sends the same message so many times and hears nothing: ok or closed
    drip RATE FRAME...      sends a message so many bytes a second: ok or closed
    narrow                  takes as little as it can before it is read: ok
    endless COUNT BYTES     sends so many frames of a message that never ends: ok or closed
    hear                    the next message's frames in hex, or closed
    knock COUNT             so many connections opened and closed without a byte: ok
    half COUNT              so many handshakes broken off after the first command: ok
    close                   hangs up: ok
"""
import pathlib, socket, struct, sys, time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent.parent / "TestSupport"))
from curve_peer import GREETING, Closed, CurvePeer

port, keys = int(sys.argv[1]), [bytes.fromhex(key) for key in sys.argv[2:5]]
peer = None


def connect(*pairs):
    global peer
    properties = [pair.split("=", 1) for pair in pairs]
    peer = CurvePeer(port, *keys, [(name.encode(), bytes.fromhex(value)) for name, value in properties])
    return peer.state


def say(*frames):
    peer.say([bytes.fromhex(frame[1:]) for frame in frames])
    return "ok"


def flood(count, *frames):
    for _ in range(int(count)):
        say(*frames)
    return "ok"


def drip(rate, *frames):
    wire, peer.wire = peer.wire, Drip(peer.wire, int(rate))
    try:
        return say(*frames)
    finally:
        peer.wire = wire


class Drip:
    """A line that takes so many bytes a second."""

    def __init__(self, wire, rate):
        self.wire, self.rate = wire, rate

    def sendall(self, data):
        begin = time.monotonic()
        for start in range(0, len(data), 1024):
            time.sleep(max(0, begin + start / self.rate - time.monotonic()))
            self.wire.sendall(data[start : start + 1024])


def narrow():
    peer.wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return "ok"


def endless(count, size):
    for _ in range(int(count)):
        peer.say([bytes(int(size))], more=True)
    return "ok"


def hear():
    return " ".join(":" + frame.hex() for frame in peer.hear())


def knock(count):
    for _ in range(int(count)):
        socket.create_connection(("127.0.0.1", port)).close()
    return "ok"


def half(count):
    for _ in range(int(count)):
        wire = socket.create_connection(("127.0.0.1", port))
        wire.sendall(GREETING + b"\x04\xc8\x05HELLO\x01\x00" + bytes(192))
        wire.close()
    return "ok"


def close():
    # At once and without a word: nothing that is still on its way is sent or taken.
    peer.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.wire.close()
    return "ok"


commands = {f.__name__: f for f in [connect, say, flood, drip, narrow, endless, hear, knock, half, close]}
for line in sys.stdin:
    name, *arguments = line.split()
    try:
        print(commands[name](*arguments), flush=True)
    except (Closed, ConnectionError, BrokenPipeError):
        print("closed", flush=True)
