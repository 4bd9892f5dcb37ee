"""The guest: a machine under QEMU with a real kernel, which obeys scripts one at a time."""
import json
import os
import shlex
import socket
import subprocess
import time

# The clock is the HPET: how fast the processor's counter runs would be measured at the boot, and
# wrongly beside busy builders, so that all times would be wrong.
KERNEL = (
    "console=ttyS0 quiet panic=-1 mitigations=off clocksource=hpet tsc=unstable no_timer_check nokaslr"
    " nopti audit=0 random.trust_cpu=on systemd.show_status=no systemd.log_level=warning"
)
BOOT_LIMIT = 240  # seconds: an emulated processor beside busy builders


class GuestError(Exception):
    """The guest did not do what was asked."""


def wait_until(what, condition, limit, pause=0.05):
    """The first true value of condition(), or an error that names what was waited for."""
    end = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise GuestError(f"waited {limit} s for {what}")
        time.sleep(pause)


def connect(path, limit=30):
    def attempt():
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(path)
            return connection
        except OSError:
            return None

    return wait_until(path, attempt, limit)


class Monitor:
    """QEMU's own control socket (QMP): plugs and pulls devices."""

    def __init__(self, path):
        self.file = connect(path).makefile("rw")
        self.file.readline()
        self.events = []
        self.command("qmp_capabilities")

    def command(self, name, **arguments):
        self.file.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.file.flush()
        while True:  # until the answer: events may come before it
            answer = json.loads(self.file.readline())
            if "error" in answer:
                raise GuestError(f"{name}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]
            self.events.append(answer)

    def await_event(self, name):
        while not any(event["event"] == name for event in self.events):
            self.events.append(json.loads(self.file.readline()))
        self.events = [event for event in self.events if event["event"] != name]


class Guest:
    """A booted guest. The folder `share` is /host in it."""

    def __init__(self, image, share):
        self.share = share
        self.scripts = 0
        begin = time.monotonic()
        self.process = subprocess.Popen(self._command(image), stdin=subprocess.DEVNULL)
        self.monitor = Monitor(self._path("qmp"))
        self.port = connect(self._path("agent"))
        self.port.settimeout(BOOT_LIMIT)
        self.lines = self.port.makefile("r")
        if self.lines.readline().strip() != "ready":
            raise GuestError("the guest did not boot; see " + self._path("console"))
        self.boot_seconds = time.monotonic() - begin

    def _path(self, name):
        return os.path.join(self.share, name)

    def _command(self, image):
        # The processor is emulated: /dev/kvm may be there and not work, and nothing here needs speed.
        return [
            "qemu-system-x86_64", "-M", "q35,vmport=off,smbus=off",
            "-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max", "-smp", "2", "-m", "1024",
            "-nodefaults", "-display", "none", "-no-reboot", "-bios", "qboot.rom",
            "-kernel", os.path.join(image, "vmlinuz"), "-initrd", os.path.join(image, "root.cpio"),
            "-append", KERNEL, "-device", "virtio-rng-pci",
            "-chardev", f"file,id=console,path={self._path('console')}",
            "-serial", "chardev:console",
            "-virtfs", f"local,path={self.share},mount_tag=host,security_model=none,id=host",
            "-device", "virtio-serial-pci",
            "-chardev", f"socket,id=agent,path={self._path('agent')},server=on,wait=off",
            "-device", "virtserialport,chardev=agent,name=hil",
            "-device", "qemu-xhci,id=xhci",
            "-qmp", f"unix:{self._path('qmp')},server=on,wait=off",
        ]  # fmt: skip

    def run(self, script, limit=60, check=True):
        """Runs a script of bash as root; its output, or an error if it fails."""
        self.scripts += 1
        name = f"script.{self.scripts}"
        with open(self._path(name), "w") as file:
            file.write(script + "\n")
        self.port.settimeout(limit)
        self.port.sendall((name + "\n").encode())
        answer = self.lines.readline().split()
        with open(self._path(name + ".out"), errors="replace") as file:
            output = file.read()
        if len(answer) != 2 or answer[0] != name:
            raise GuestError(f"the guest answered {answer} to: {script}\n{output}")
        if check and answer[1] != "0":
            raise GuestError(f"exit {answer[1]} of: {script}\n{output}")
        for ending in ("", ".out"):
            os.remove(self._path(name + ending))
        return output

    def await_true(self, what, script, limit=60):
        """Until a script succeeds; the guest itself asks again, which is the quickest."""
        waiting = (
            f"for turn in $(seq {limit * 10}); do if {{ {script}; }} >/dev/null 2>&1; then exit 0; fi;"
            " sleep 0.1; done; exit 1"
        )
        try:
            self.run(waiting, limit=limit * 4)
        except GuestError:
            raise GuestError(f"waited {limit} s for {what}") from None

    def feedhorn(self, *arguments, check=True):
        return self.run("feedhorn " + shlex.join(arguments), check=check)

    def close(self):
        self.process.kill()
        self.process.wait()
