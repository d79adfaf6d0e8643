"""One emulated machine with a box on it: a throw-away copy of the image, its console, power button and ports."""
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time

import waiting
from waiting import PATIENCE

OUT = pathlib.Path(os.environ.get("OUT", pathlib.Path(__file__).parent.parent / "target"))
BOOT_START = 4 << 20
FIRMWARE = "/usr/share/qemu-efi-aarch64/QEMU_EFI.fd"


class Machine:
    """Powered on when made. Use it in a with statement: nothing is left running."""

    def __init__(self, image, board="virt", memory=1024, disk="4G", settings="", network="", extra=(), before=None):
        """before: what is done to the machine before power comes; network: more of QEMU's options for its network, or None for a machine without any; extra: of QEMU itself."""
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="hearth-machine-"))
        self.key = self.work / "key"
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.key))
        self.card = self.work / "card.img"
        run("cp", "--sparse=always", str(image), str(self.card))
        run("truncate", "-s", disk, str(self.card))
        if settings:
            self.write_boot_file("hearth-settings.txt", settings.replace("KEY", self.key.with_suffix(".pub").read_text()))
        self.http, self.https, self.ssh = free_port(), free_port(), free_port()
        self.board, self.memory, self.network, self.extra = board, memory, network, list(extra)
        self.process = None
        if before:
            before(self)
        self.power_on()

    def power_on(self):
        self.log = self.work / f"console-{len(list(self.work.glob('console-*')))}.log"
        common = ["qemu-system-aarch64", "-display", "none", "-monitor", "none", "-nodefaults",
                  "-qmp", f"unix:{self.work}/qmp,server=on,wait=off", *self.cable()]
        if self.board == "virt":
            board = ["-M", "virt", "-cpu", "cortex-a72", "-smp", "2", "-m", str(self.memory), "-bios", FIRMWARE,
                     "-drive", f"if=none,id=card,file={self.card},format=raw,cache=writethrough", "-device", "virtio-blk-pci,drive=card",
                     "-device", "virtio-rng-pci", "-device", "i6300esb",
                     "-serial", f"file:{self.log}"]
        else:
            boot = OUT / "boot" / "a"
            # The emulated watchdog of this board does not count: whoever starts it resets the machine.
            words = (boot / "cmdline.txt").read_text().strip() + " systemd.watchdog_sec=0"
            board = ["-M", "raspi3b", "-drive", f"if=sd,file={self.card},format=raw", "-kernel", str(boot / "vmlinuz"),
                     "-initrd", str(boot / "initrd.img"), "-dtb", str(boot / "bcm2837-rpi-3-b.dtb"),
                     "-append", words, "-serial", f"file:{self.log}", "-serial", "null"]
        self.process = subprocess.Popen(common + ["-accel", "tcg,thread=multi"] + board + self.extra, stderr=subprocess.DEVNULL)
        self.started = time.monotonic()

    def cable(self):
        if self.network is None:
            return []
        card = "virtio-net-pci,netdev=n0,romfile=" if self.board == "virt" else "usb-net,netdev=n0"
        forwards = "".join(
            f",hostfwd=tcp:127.0.0.1:{ours}-:{theirs}"
            for ours, theirs in ((self.http, 80), (self.https, 443), (self.ssh, 22))
        )
        return ["-netdev", f"user,id=n0{forwards}{self.network}", "-device", card]

    def write_boot_file(self, name, content):
        """Puts a file on the boot partition, as somebody with the card in a reader would. Only while powered off."""
        source = self.work / "boot-file"
        source.write_text(content)
        run("mcopy", "-o", "-i", f"{self.card}@@{BOOT_START}", str(source), f"::{name}")

    def put_update(self, update):
        run("mcopy", "-o", "-i", f"{self.card}@@{BOOT_START}", str(update), "::hearth.update")

    def read_boot_file(self, name):
        return run("mtype", "-i", f"{self.card}@@{BOOT_START}", f"::{name}", capture_output=True, text=True).stdout

    def command(self, name, **arguments):
        """One command of QEMU's own protocol, such as system_reset (the power cut) or system_powerdown (the button)."""
        with socket.socket(socket.AF_UNIX) as qmp:
            qmp.connect(f"{self.work}/qmp")
            lines = qmp.makefile("rw")
            lines.readline()
            for each in ({"execute": "qmp_capabilities"}, {"execute": name, "arguments": arguments}):
                lines.write(json.dumps(each) + "\n")
                lines.flush()
                answer = json.loads(lines.readline())
                while "event" in answer:
                    answer = json.loads(lines.readline())
            return answer

    def cut_power(self):
        """The power fails and comes back: nothing in memory survives, the disk is as it was."""
        self.command("system_reset")
        self.started = time.monotonic()

    def press_power_button(self, within):
        """Returns after how many seconds the machine was off."""
        begin = time.monotonic()
        self.command("system_powerdown")
        self.process.wait(within)
        return time.monotonic() - begin

    def console(self):
        return "".join(path.read_text(errors="replace") for path in sorted(self.work.glob("console-*.log")))

    def until(self, what, question, patience=PATIENCE):
        """Asks until the answer is true, and returns it; fails with the end of the console."""
        return waiting.until(what, question, self.process, lambda: self.console()[-4000:], patience)

    def until_page(self, patience=PATIENCE):
        """Waits for the landing page and for the pages behind TLS; returns seconds since power came."""
        self.until("the landing page", lambda: self.get_plain("/")[0] == 200, patience)
        self.until("the pages", lambda: self.get("/help")[0] == 200, patience)
        return time.monotonic() - self.started

    def get_plain(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def get(self, path):
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.https, timeout=60, context=context)
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def at_the_shell(self, command):
        """What a command prints inside, for somebody whose key the settings hold: "ssh-key = KEY"."""
        return self.ssh_to(command).stdout

    def ssh_to(self, *command, **more):
        more = {"check": True, **more}
        return subprocess.run(["ssh", "-q", "-i", str(self.key), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                               "-o", f"ConnectTimeout={PATIENCE}", "-p", str(self.ssh), "root@127.0.0.1", *command],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, **more)

    def hands_over(self, update, *options):
        """What `hearth update` says inside to a file from outside."""
        with open(update, "rb") as file:
            return self.ssh_to("hearth", "update", *options, "-", stdin=file, check=False).stdout

    def pairing_code(self):
        return self.until("the pairing code on the console", lambda: re.findall(r"Code +(\d{8})", self.console()))[-1]

    def off(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.off()
        shutil.rmtree(self.work, ignore_errors=True)


def run(*words, **more):
    return subprocess.run(words, check=True, **more)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
