"""Hearth in an unpacked system, started there as its systemd unit or its container settings say, without either of them.

Needs root, and namespaces of its own (see packages): then its ports are nobody else's and it leaves nothing running.
"""
import ctypes
import http.client
import os
import pathlib
import pwd
import re
import resource
import shlex
import signal
import socket
import ssl
import subprocess
import time

import waiting
from waiting import PATIENCE

PR_SET_NO_NEW_PRIVS = 38
TLS_PORT = 8443


def root_certificate():
    connection = http.client.HTTPConnection("127.0.0.1", 8080, timeout=60)
    connection.request("GET", "/trust/hearth.crt")
    return connection.getresponse().read()


def page_status(path):
    """Status of a page, to somebody who trusts nothing but the certificate that the landing page offers."""
    context = ssl.create_default_context(cadata=root_certificate())
    connection = http.client.HTTPSConnection("localhost", TLS_PORT, timeout=60, context=context)
    connection.request("GET", path)
    return connection.getresponse().status


class Service:
    """A running service; use it in a with statement."""

    https = TLS_PORT

    def __init__(self, root, words, uid, gid, environment, folder="/", umask=0o077, files=16384):
        self.log = pathlib.Path(root, "service.log")
        self.notified = notify_socket(root, uid) if "NOTIFY_SOCKET" in environment else None
        libc = ctypes.CDLL(None)

        def become():
            os.chroot(root)
            os.chdir(folder)
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            os.umask(umask)
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
            libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)

        self.started = time.monotonic()
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(words, env=environment, preexec_fn=become, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def until(self, what, question):
        """Asks until the answer is true, and returns it; fails with what the service logged."""
        return waiting.until(what, question, self.process, self.log.read_text, pause=0.2)

    def until_ready(self):
        """Waits for the word to the service manager, if there is one, and for the page over TLS. Returns the seconds."""
        if self.notified:
            self.until("the word that it is ready", self.says_ready)
        self.until("the page over TLS", lambda: self.get("/help") == 200)
        return time.monotonic() - self.started

    def says_ready(self):
        try:
            return b"READY=1" in self.notified.recv(4096)
        except BlockingIOError:
            return False

    def root_certificate(self):
        return root_certificate()

    def get(self, path):
        return page_status(path)

    def memory(self):
        """MiB that this process alone occupies."""
        text = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return sum(map(int, re.findall(r"^Private_\w+: +(\d+)", text, re.M))) >> 10

    def stop(self):
        """Asks it to end. Returns the seconds that takes; fails when it does not end as asked."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        # A Java process that a signal ends says so; systemd and container engines count that as well done.
        assert code in (0, 128 + signal.SIGTERM), f"Ended with {code}\n{self.log.read_text()}"
        return time.monotonic() - begin

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.notified:
            self.notified.close()


def notify_socket(root, uid):
    path = pathlib.Path(root, "run", "notify")
    path.unlink(missing_ok=True)
    notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    notified.bind(str(path))
    os.chown(path, uid, uid)
    return notified


def of_unit(root):
    """What /usr/lib/systemd/system/hearth.service says, done by hand: user, folders, environment, limits, command."""
    unit = {}
    for line in pathlib.Path(root, "usr/lib/systemd/system/hearth.service").read_text().splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            unit.setdefault(name, []).append(value)
    one = {name: values[-1] for name, values in unit.items()}
    user = next(line.split(":") for line in pathlib.Path(root, "etc/passwd").read_text().splitlines() if line.startswith(one["User"] + ":"))
    uid, gid = int(user[2]), int(user[3])
    for kind, place in (("StateDirectory", "var/lib"), ("CacheDirectory", "var/cache")):
        folder = pathlib.Path(root, place, one[kind])
        folder.mkdir(exist_ok=True, mode=int(one.get(kind + "Mode", "755"), 8))
        os.chown(folder, uid, gid)
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": user[5], "USER": user[0], "NOTIFY_SOCKET": "/run/notify"}
    for line in unit["Environment"]:
        environment.update(word.split("=", 1) for word in shlex.split(line))
    return Service(root, shlex.split(one["ExecStart"]), uid, gid, environment, umask=int(one["UMask"], 8), files=int(one["LimitNOFILE"]))


def of_container(root, settings):
    """What the configuration of a container image says: nothing but that, with the volumes as empty folders of its user."""
    uid, gid = map(int, settings["User"].split(":"))
    return Service(root, settings["Entrypoint"] + settings["Cmd"], uid, gid, dict(word.split("=", 1) for word in settings["Env"]), settings["WorkingDir"])
