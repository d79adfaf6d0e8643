"""Another machine on the network of an emulated one: it owns a name, and says so whenever anybody asks for that."""
import socket
import struct
import threading

MAC = bytes.fromhex("02000000beef")
ADDRESS = socket.inet_pton(socket.AF_INET6, "fe80::beef")
GROUP = socket.inet_pton(socket.AF_INET6, "ff02::fb")
GROUP_MAC = bytes.fromhex("3333000000fb")
IPV6, UDP, MDNS = 0x86DD, 17, 5353
AAAA, IN_AND_FLUSH = 28, 0x8001


class Neighbour:
    """Speaks multicast DNS (RFC 6762) over IPv6, as far as a name conflict needs it."""

    def __init__(self, name):
        self.name = b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"
        self.ours = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.ours.bind(("127.0.0.1", 0))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            self.theirs = probe.getsockname()

    def cable(self):
        """QEMU's options for a network card whose frames come here, one a datagram."""
        here, there = self.ours.getsockname()[1], self.theirs[1]
        return ["-netdev", f"socket,id=wire,udp=127.0.0.1:{here},localaddr=127.0.0.1:{there}",
                "-device", "virtio-net-pci,netdev=wire,romfile="]

    def listen(self):
        while True:
            try:
                frame = self.ours.recv(65536)
            except OSError:
                return
            if self.asks(frame):
                self.ours.sendto(self.answer(), self.theirs)

    def asks(self, frame):
        if len(frame) < 62 or struct.unpack_from(">H", frame, 12)[0] != IPV6 or frame[20] != UDP:
            return False
        question = struct.unpack_from(">H", frame, 56)[0] == MDNS and not frame[64] & 0x80
        return question and self.name in frame[62:]

    def answer(self):
        """One response: the name has this address, and nobody else may have it."""
        record = self.name + struct.pack(">HHIH", AAAA, IN_AND_FLUSH, 120, 16) + ADDRESS
        message = struct.pack(">HHHHHH", 0, 0x8400, 0, 1, 0, 0) + record
        length = 8 + len(message)
        pseudo = ADDRESS + GROUP + struct.pack(">II", length, UDP)
        header = struct.pack(">HHHH", MDNS, MDNS, length, 0)
        datagram = struct.pack(">HHHH", MDNS, MDNS, length, checksum(pseudo + header + message)) + message
        packet = struct.pack(">IHBB", 6 << 28, length, UDP, 255) + ADDRESS + GROUP + datagram
        return GROUP_MAC + MAC + struct.pack(">H", IPV6) + packet

    def __enter__(self):
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.ours.close()


def checksum(content):
    """The Internet checksum, RFC 1071."""
    content += b"\0" * (len(content) % 2)
    total = sum(struct.unpack(f">{len(content) // 2}H", content))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF or 0xFFFF
