"""Sends one message, "hello", as a peer that says in its handshake what it is told to, and prints what comes back.

Usage: hostile_peer.py PORT SERVER-KEY PUBLIC-KEY SECRET-KEY (hex)  NAME=VALUE...
"""
import pathlib, sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "TestSupport"))
from curve_peer import CurvePeer

keys = [bytes.fromhex(key) for key in sys.argv[2:5]]
peer = CurvePeer(int(sys.argv[1]), *keys, [tuple(pair.encode().split(b"=", 1)) for pair in sys.argv[5:]])
print(peer.state)
if peer.state == "READY":
    peer.say([b"hello"])
    print(peer.hear()[0].decode())
