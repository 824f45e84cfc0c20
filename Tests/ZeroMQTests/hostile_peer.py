"""A CURVE client made by hand, which says in its handshake whatever it likes (ZMTP 3.1, RFC 23 and 26).

Usage: hostile_peer.py PORT SERVER-KEY PUBLIC-KEY SECRET-KEY (hex)  NAME=VALUE...
Sends one message, "hello", and prints what comes back.
"""
import ctypes, os, socket, struct, sys

sodium = ctypes.CDLL("libsodium.so.23")
sodium.sodium_init()
port, server = int(sys.argv[1]), bytes.fromhex(sys.argv[2])
public, secret = bytes.fromhex(sys.argv[3]), bytes.fromhex(sys.argv[4])


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


wire = socket.create_connection(("127.0.0.1", port))
wire.settimeout(20)


def take(count):
    data = b""
    while len(data) < count:
        more = wire.recv(count - len(data))
        if not more:
            sys.exit("closed")
        data += more
    return data


def frame():
    flags = take(1)[0]
    size = struct.unpack(">Q", take(8))[0] if flags & 2 else take(1)[0]
    return flags, take(size)


def give(body, flags):
    long = len(body) > 255
    wire.sendall(bytes([flags | (2 if long else 0)]) + (struct.pack(">Q", len(body)) if long else bytes([len(body)])) + body)


wire.sendall(b"\xff" + bytes(8) + b"\x7f" + b"\x03\x01" + b"CURVE".ljust(20, b"\0") + b"\0" + bytes(31))
take(64)
mine, mine_secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
sodium.crypto_box_keypair(mine, mine_secret)
mine, mine_secret = mine.raw, mine_secret.raw
hello = box(bytes(64), short(b"CurveZMQHELLO---", 1), server, mine_secret)
give(b"\x05HELLO\x01\x00" + bytes(72) + mine + struct.pack(">Q", 1) + hello, 4)
_, welcome = frame()
welcome = unbox(welcome[24:], b"WELCOME-" + welcome[8:24], server, mine_secret)
theirs, cookie = welcome[:32], welcome[32:]
vouch_nonce = os.urandom(16)
vouch = box(mine + server, b"VOUCH---" + vouch_nonce, theirs, secret)
metadata = b""
for pair in ["Socket-Type=DEALER"] + sys.argv[5:]:
    name, value = (part.encode() for part in pair.split("=", 1))
    metadata += bytes([len(name)]) + name + struct.pack(">I", len(value)) + value
initiate = box(public + vouch_nonce + vouch + metadata, short(b"CurveZMQINITIATE", 2), theirs, mine_secret)
give(b"\x08INITIATE" + cookie + struct.pack(">Q", 2) + initiate, 4)
_, ready = frame()
print(ready[1 : 1 + ready[0]].decode())
if ready[1:6] != b"READY":
    sys.exit(0)
text = box(b"\x00hello", short(b"CurveZMQMESSAGEC", 3), theirs, mine_secret)
give(b"\x07MESSAGE" + struct.pack(">Q", 3) + text, 0)
while True:
    flags, answer = frame()
    if flags & 4:
        continue
    answer = unbox(answer[16:], short(b"CurveZMQMESSAGES", struct.unpack(">Q", answer[8:16])[0]), theirs, mine_secret)
    if answer[0] & 2:
        continue
    print(answer[1:].decode())
    break
