"""A CURVE client made by hand, which says in its handshake whatever it likes (ZMTP 3.1, RFC 23 and 26)."""
import ctypes, os, socket, struct

sodium = ctypes.CDLL("libsodium.so.23")
sodium.sodium_init()

GREETING = b"\xff" + bytes(8) + b"\x7f" + b"\x03\x01" + b"CURVE".ljust(20, b"\0") + b"\0" + bytes(31)


def box(text, nonce, to, by):
    out = ctypes.create_string_buffer(len(text) + 16)
    assert sodium.crypto_box_easy(out, text, ctypes.c_ulonglong(len(text)), nonce, to, by) == 0
    return out.raw


def unbox(text, nonce, by, to):
    out = ctypes.create_string_buffer(len(text) - 16)
    assert sodium.crypto_box_open_easy(out, text, ctypes.c_ulonglong(len(text)), nonce, by, to) == 0
    return out.raw


def short(prefix, number):
    return prefix + struct.pack(">Q", number)


def new_pair():
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
    sodium.crypto_box_keypair(public, secret)
    return public.raw, secret.raw


class Closed(Exception):
    """The server hung up."""


class CurvePeer:
    """One connection; `state` is READY, or ERROR if the server refused the key."""

    def __init__(self, port, server, public, secret, metadata):
        self.wire = socket.create_connection(("127.0.0.1", port))
        self.wire.settimeout(20)
        self.number = 3
        self.wire.sendall(GREETING)
        self.take(64)
        self.handshake(server, public, secret, metadata)

    def handshake(self, server, public, secret, metadata):
        mine, self.secret = new_pair()
        hello = box(bytes(64), short(b"CurveZMQHELLO---", 1), server, self.secret)
        self.give(b"\x05HELLO\x01\x00" + bytes(72) + mine + struct.pack(">Q", 1) + hello, 4)
        welcome = self.frame()[1]
        welcome = unbox(welcome[24:], b"WELCOME-" + welcome[8:24], server, self.secret)
        self.theirs, cookie = welcome[:32], welcome[32:]
        vouch_nonce = os.urandom(16)
        vouch = box(mine + server, b"VOUCH---" + vouch_nonce, self.theirs, secret)
        properties = b""
        for name, value in [(b"Socket-Type", b"DEALER")] + metadata:
            properties += bytes([len(name)]) + name + struct.pack(">I", len(value)) + value
        initiate = public + vouch_nonce + vouch + properties
        initiate = box(initiate, short(b"CurveZMQINITIATE", 2), self.theirs, self.secret)
        self.give(b"\x08INITIATE" + cookie + struct.pack(">Q", 2) + initiate, 4)
        ready = self.frame()[1]
        self.state = ready[1 : 1 + ready[0]].decode()

    def say(self, frames, more=False):
        """Sends a message; with `more` it is one that goes on."""
        data = b""
        for index, frame in enumerate(frames):
            flags = 1 if more or index < len(frames) - 1 else 0
            text = box(bytes([flags]) + frame, short(b"CurveZMQMESSAGEC", self.number), self.theirs, self.secret)
            data += self.framed(b"\x07MESSAGE" + struct.pack(">Q", self.number) + text, 0)
            self.number += 1
        self.wire.sendall(data)

    def hear(self):
        """The frames of the next message."""
        frames = []
        while True:
            flags, part = self.frame()
            if flags & 4:
                continue
            nonce = short(b"CurveZMQMESSAGES", struct.unpack(">Q", part[8:16])[0])
            part = unbox(part[16:], nonce, self.theirs, self.secret)
            if part[0] & 2:
                continue
            frames.append(part[1:])
            if not part[0] & 1:
                return frames

    def take(self, count):
        data = b""
        while len(data) < count:
            more = self.wire.recv(count - len(data))
            if not more:
                raise Closed
            data += more
        return data

    def frame(self):
        flags = self.take(1)[0]
        size = struct.unpack(">Q", self.take(8))[0] if flags & 2 else self.take(1)[0]
        return flags, self.take(size)

    def framed(self, body, flags):
        size = struct.pack(">Q", len(body)) if len(body) > 255 else bytes([len(body)])
        return bytes([flags | (2 if len(body) > 255 else 0)]) + size + body

    def give(self, body, flags):
        self.wire.sendall(self.framed(body, flags))
