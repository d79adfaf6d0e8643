"""An unpacked Debian that systemd has started, in namespaces of its own: neither a machine nor an emulator."""
import pathlib
import subprocess
import time

from waiting import PATIENCE

START = """set -e
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount -t sysfs sysfs "$1/sys"
mount -t tmpfs -o mode=755 run "$1/run"
mount -t cgroup2 cgroup "$1/sys/fs/cgroup"
cd "$1"
exec chroot "$1" env -i container=test PATH=/usr/sbin:/usr/bin /lib/systemd/systemd
"""


class System:
    """A running system; use it in a with statement: nothing of it is left. It shares the network of whoever starts it."""

    def __init__(self, root):
        self.outer = subprocess.Popen(
            ["unshare", "--cgroup", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "sh", "-c", START, "sh", str(root)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        begin = time.monotonic()
        while not self.is_up():
            assert self.outer.poll() is None and time.monotonic() - begin < PATIENCE, "systemd does not start"
            time.sleep(0.2)

    def is_up(self):
        children = pathlib.Path(f"/proc/{self.outer.pid}/task/{self.outer.pid}/children").read_text().split()
        if not children:
            return False
        self.first = children[0]
        return self.run("systemctl", "is-system-running").stdout.strip() in ("running", "degraded")

    def run(self, *words):
        return subprocess.run(
            ["nsenter", "--target", self.first, "--mount", "--uts", "--ipc", "--pid", "--cgroup", "--root", "--wdns=/", *words],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C", "HOME": "/root"},
            capture_output=True, text=True, timeout=PATIENCE)

    def do(self, *words):
        """Runs a command in it and returns what it wrote."""
        done = self.run(*words)
        assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def asks(self, *words):
        """What a command prints, however it ends."""
        return self.run(*words).stdout.strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.outer.kill()
        self.outer.wait()
