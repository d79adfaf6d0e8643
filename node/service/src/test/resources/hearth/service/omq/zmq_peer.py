"""The other side of a test: libzmq with CURVE, as a dialler or as a listener. Keys are 64 hex characters.

zmq_peer.py client PORT SERVER_KEY SECRET_KEY PUBLIC_KEY   dials, asks, says OK
zmq_peer.py server SECRET_KEY PUBLIC_KEY                   says its port, echoes sn.echo, asks who dials sn.echo back
"""
import sys
import time

import zmq

context = zmq.Context()


def common(socket):
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.RCVTIMEO, 10000)
    socket.setsockopt(zmq.HEARTBEAT_IVL, 100)
    socket.setsockopt(zmq.HEARTBEAT_TIMEOUT, 2000)
    socket.setsockopt(zmq.MAXMSGSIZE, 10 << 20)
    return socket


def client(port, server_key, secret, public):
    socket = common(context.socket(zmq.DEALER))
    socket.curve_serverkey = bytes.fromhex(server_key)
    socket.curve_secretkey = bytes.fromhex(secret)
    socket.curve_publickey = bytes.fromhex(public)
    socket.setsockopt(zmq.IDENTITY, b"L" + bytes.fromhex(public))
    socket.connect("tcp://127.0.0.1:" + port)
    socket.send_multipart([b"HI"])
    assert socket.recv_multipart() == [b"HELLO"]
    for length in [0, 1, 200, 222, 223, 255, 256, 1000, 70000, 5000000]:
        part = bytes([length % 251]) * length
        socket.send_multipart([b"sn.echo", b"tag%d" % length, part, b"", part[:7]])
        assert socket.recv_multipart() == [b"REPLY", b"tag%d" % length, part, b"", part[:7]], length
    for i in range(300):
        socket.send_multipart([b"sn.echo", b"%d" % i, b"x" * i])
    replies = [socket.recv_multipart() for _ in range(300)]
    assert sorted(int(reply[1]) for reply in replies) == list(range(300))
    socket.send_multipart([b"sn.none", b"tag"])
    assert socket.recv_multipart() == [b"UNKNOWNCOMMAND", b"REPLY", b"tag"]
    time.sleep(0.5)  # a few heartbeats
    socket.send_multipart([b"sn.echo", b"last"])
    assert socket.recv_multipart() == [b"REPLY", b"last"]
    socket.send_multipart([b"BYE"])
    print("OK", flush=True)


def server(secret, public):
    socket = common(context.socket(zmq.ROUTER))
    socket.curve_server = True
    socket.curve_secretkey = bytes.fromhex(secret)
    socket.curve_publickey = bytes.fromhex(public)
    port = socket.bind_to_random_port("tcp://127.0.0.1")
    print(port, flush=True)
    asked = False
    while True:
        route, command, *parts = socket.recv_multipart()
        if command == b"sn.echo":
            socket.send_multipart([route, b"REPLY", *parts])
            if not asked:
                asked = True
                assert route[:1] == b"L" and len(route) == 33, route
                socket.send_multipart([route, b"sn.echo", b"back", b"from the listener"])
        elif command == b"REPLY":
            assert parts == [b"back", b"from the listener"], parts
            print("OK", flush=True)
        elif command == b"BYE":
            return
        else:
            socket.send_multipart([route, b"UNKNOWNCOMMAND", b"REPLY", parts[0]])


{"client": client, "server": server}[sys.argv[1]](*sys.argv[2:])
