"""Carries bytes between brokers and cuts connections, as a bad line does.

    cut_link.py LISTEN:TARGET... CHANCE SEED

Each piece of bytes is carried on, or both ends of its connection are closed at once, with the chance given. While a file
named `down` is in the working folder nothing gets through. Prints `up` when it listens; ends with its standard input.
"""

import os
import random
import select
import socket
import sys

pairs = [tuple(map(int, pair.split(":"))) for pair in sys.argv[1:-2]]
chance, rng = float(sys.argv[-2]), random.Random(int(sys.argv[-1]))

listeners = {}
for listen, target in pairs:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", listen))
    listener.listen(64)
    listeners[listener] = target
print("up", flush=True)

ends = {}
cuts = carried = 0


def close(end):
    other = ends.pop(end, None)
    end.close()
    if other is not None:
        ends.pop(other, None)
        other.close()


while True:
    ready, _, _ = select.select([*listeners, *ends, sys.stdin], [], [], 0.2)
    down = os.path.exists("down")
    if down:
        for end in list(ends):
            if end in ends:
                close(end)
    for end in ready:
        if end is sys.stdin:
            print(f"carried {carried} cut {cuts}", flush=True)
            sys.exit()
        if end in listeners:
            near, _ = end.accept()
            try:
                if down:
                    raise OSError("down")
                far = socket.create_connection(("127.0.0.1", listeners[end]), 2)
            except OSError:
                near.close()
                continue
            ends[near], ends[far] = far, near
        elif end in ends:
            try:
                piece = end.recv(65536)
                if not piece:
                    close(end)
                elif rng.random() < chance:
                    cuts += 1
                    close(end)
                else:
                    ends[end].sendall(piece)
                    carried += 1
            except OSError:
                close(end)
