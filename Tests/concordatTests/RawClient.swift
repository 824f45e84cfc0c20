/// A client that knows nothing of us but `wire.md`: python3 and pyzmq.
enum RawClient {
    /// Takes endpoint, server key, secret certificate, topic and the event's file; prints verb, head and body.
    static let publish = """
        import hashlib, json, sys, zmq, zmq.auth
        endpoint, server, certificate, topic, path = sys.argv[1:6]
        context = zmq.Context()
        def connect():
            socket = context.socket(zmq.DEALER)
            socket.linger, socket.rcvtimeo = 0, 5000
            socket.curve_publickey, socket.curve_secretkey = zmq.auth.load_certificate(certificate)
            socket.curve_serverkey = server.encode()
            socket.connect(endpoint)
            return socket
        def ask(socket, verb, head, body=b""):
            socket.send_multipart([b"CC1", verb, b"r1", json.dumps(head).encode(), body])
            while True:
                magic, verb, request, head, body = socket.recv_multipart()
                if verb == b"ERROR" and json.loads(head)["retry"] == "hello":
                    raise zmq.Again  # "new socket, HELLO, resend unchanged"
                if request == b"r1":
                    return verb.decode(), head.decode(), body.decode()
        event = open(path, "rb").read()
        head = {"id": json.loads(event)["id"], "topic": topic, "sha256": hashlib.sha256(event).hexdigest()}
        for attempt in range(10):
            try:
                socket = connect()
                welcome = ask(socket, b"HELLO", {"v": [1], "agent": "py/1"})
                receipt = ask(socket, b"PUBLISH", head, event)
                break
            except zmq.Again:
                socket.close()
        print(welcome[0])
        for part in receipt:
            print(part)
        """
}
