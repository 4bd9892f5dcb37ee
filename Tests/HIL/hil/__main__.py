"""python3 -m hil SOURCE GUEST SHARE: boots the guest, installs Feedhorn in it, runs the scenarios.

A line for each scenario: name, ok or FAILED, figures. Exits with 1 when one failed."""
import os
import sys
import time

from . import board, bridge, radio, tools
from .guest import Guest, GuestError
from .station import Failure, Station

INSTALL = """
set -e
cp -r /host/stage/. /
systemd-sysusers
udevadm control --reload
systemctl daemon-reload
. /host/gadgets
load_gadgets
make_board
setsid udevadm monitor --udev --subsystem-match=tty --subsystem-match=usb/usb_device \
    > /host/udev.log 2>&1 < /dev/null &
systemctl start feedhorn
"""


class Scenarios:
    def __init__(self, guest):
        self.guest = guest
        self.failed = 0

    def run(self, name, scenario, *arguments):
        """What the scenario gave, or None when it failed; the others go on."""
        begin = time.monotonic()
        try:
            result = scenario(*arguments)
        except (Failure, GuestError, OSError) as problem:
            self.failed += 1
            self._say(name, "FAILED", problem, begin)
            return None
        figures = result[-1] if isinstance(result, tuple) else result
        self._say(name, "ok", figures, begin)
        return result

    @staticmethod
    def _say(name, outcome, words, begin):
        print(f"hil: {outcome:6} {name}: {words} [{time.monotonic() - begin:.0f} s]", flush=True)


def install(guest):
    guest.run(INSTALL, limit=120)
    version = guest.run("uname -r; libusb=$(readlink -f /usr/lib/x86_64-linux-gnu/libusb-1.0.so.0);"
                        " systemctl --version | head -n 1").split("\n")
    return (f"Linux {version[0]}, {version[1].split(' (')[0]}, "
            f"active as {guest.run('systemctl show feedhorn -p User --value').strip()}; "
            f"booted in {guest.boot_seconds:.0f} s")


def run_all(guest, source, scenarios):
    station = Station(guest)
    if scenarios.run("install", install, guest) is None:
        return
    calm = scenarios.run("FTDI, pulled when all had come", bridge.calm, station, source)
    outer = calm[0] if calm else None
    if outer:
        scenarios.run("FTDI, pulled in the stream", bridge.careless, station, outer)
    scenarios.run("CDC-ACM, a break, pulled", board.run, station, source)
    device = radio.Radio(guest)
    scenarios.run("bulk radio, transfers and halts", radio.transfers, station, device)
    scenarios.run("bulk radio, pulled", radio.cycles, station, device)
    scenarios.run("feedhorn devices", tools.devices, station)
    scenarios.run("feedhorn doctor", tools.doctor, station)
    if outer:
        scenarios.run("idle", tools.idle, station, device, outer)
    scenarios.run("stop", tools.stop, station, device)


def main(source, image, share):
    os.chdir(share)  # paths of sockets are short, however deep the folder is
    guest = Guest(image, os.curdir)
    scenarios = Scenarios(guest)
    try:
        run_all(guest, source, scenarios)
        if scenarios.failed and guest.process.poll() is None:
            print(guest.run("journalctl -u feedhorn -o short-monotonic --no-pager -n 60"))
    finally:
        guest.close()
    print(f"hil: {'PROVEN' if not scenarios.failed else 'NOT PROVEN'}")
    return 1 if scenarios.failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
    except GuestError as problem:
        print(f"hil: FAILED: {problem}")
        sys.exit(1)
