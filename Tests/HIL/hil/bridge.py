"""An FTDI adapter (0403:6001) that QEMU plugs in and pulls: driver ftdi_sio, real udev, the
installed service. What comes through it is what the host writes into a socket."""
import fcntl
import os
import struct
import termios
import threading
import time

from .guest import connect, wait_until
from .station import expect, say_times
from .streams import fixture, numbered

CALM = 5
CARELESS = 8
# What lies between the socket and the daemon when the adapter is pulled, and is nobody's any more:
# QEMU's adapter keeps 384 octets (and clears them when the port is opened), ftdi_sio reads 2 × 512,
# the terminal keeps 4,096 and what waits in front of it. And what comes between opening the port and
# the end of setting it up, at the speed of a socket and not of a line.
LOSS_LIMIT = 65_536
# Octets that the kernel sends back to the radio while the port is being opened: a terminal echoes
# until somebody who has opened it says otherwise. For each opening.
ECHO_LIMIT = 4_096
TTY = r"/ttyUSB\d+/tty/ttyUSB\d+ \(tty\)"


class Bridge:
    """The adapter's outer end."""

    def __init__(self, guest, name="bridge", serial="BRIDGE1"):
        self.monitor, self.name, self.serial = guest.monitor, name, serial
        path = os.path.join(guest.share, name)
        self.monitor.command(
            "chardev-add", id=name,
            backend={"type": "socket", "data": {
                "addr": {"type": "unix", "data": {"path": path}}, "server": True, "wait": False}})
        self.line = connect(path)
        self.returned = 0
        threading.Thread(target=self._count_returned, daemon=True).start()

    def _count_returned(self):
        """Octets that somebody sent to the radio. Left unread, they would stop QEMU in the end."""
        try:
            while octets := self.line.recv(65_536):
                self.returned += len(octets)
        except OSError:
            pass  # QEMU has ended, which the others notice

    def plug(self):
        self.monitor.command(
            "device_add", driver="usb-serial", id=self.name, chardev=self.name,
            serial=self.serial, bus="xhci.0")

    def await_taken(self):
        """Until QEMU has read what was sent. It (7.2) dies when octets come for an adapter that is
        just being deleted."""
        def waiting():
            return struct.unpack("i", fcntl.ioctl(self.line, termios.TIOCOUTQ, bytes(4)))[0]

        wait_until("QEMU to read", lambda: waiting() == 0, 60, pause=0.001)

    def pull(self):
        self.monitor.command("device_del", id=self.name)
        self.monitor.await_event("DEVICE_DELETED")


def calm(station, source):
    """Sends while the port is open, and pulls when all has arrived: every octet is kept. A twin of
    the adapter takes the first number meanwhile."""
    guest = station.guest
    bridge, twin = Bridge(guest), Bridge(guest, "twin", "BRIDGE2")
    octets = fixture(os.path.join(source, "Fixtures/ftdi-ft232r/bare-packets-with-gaps/capture.pcapng"))
    names = []
    for turn in range(CALM):
        if turn == 2:
            twin.plug()
            guest.await_true("the twin", "test -e /dev/ttyUSB0")
        bridge.plug()
        station.await_open("bridge")
        names.append(guest.run("basename $(readlink /dev/serial/by-id/*BRIDGE1*)").strip())
        part = slice(len(octets) * turn // CALM, len(octets) * (turn + 1) // CALM)
        bridge.line.sendall(octets[part])
        station.await_durable("bridge", part.stop)
        bridge.pull()
        station.await_absent("bridge")
    twin.pull()
    kept = station.capture("bridge")
    expect(bridge.returned == 0, f"{bridge.returned} octets were sent to the radio")
    expect(kept.octets == octets, f"{len(kept.octets)} octets kept, not the {len(octets)} sent")
    outages = kept.of("link.outage")
    expect(len(outages) == CALM - 1, f"{len(outages)} outages told, not {CALM - 1}")
    expect(set(names) == {"ttyUSB0", "ttyUSB1"}, f"names {names}")
    return bridge, (f"{len(octets)} octets equal, {CALM - 1} outages told, as {' '.join(names)}; "
                    + say_times(station.reopening_times(kept, TTY)))


class Pump:
    """Sends a numbered stream, paced, until it is told to rest."""

    def __init__(self, bridge):
        self.bridge = bridge
        self.sent = 0
        self.running = threading.Event()
        self.turn = threading.Lock()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        try:
            while self.running.wait():
                with self.turn:
                    self.bridge.line.sendall(numbered(self.sent, 256))
                    self.sent += 256
                time.sleep(0.02)
        except OSError:
            pass  # QEMU has ended, which the others notice

    def rest(self):
        self.running.clear()
        with self.turn:
            self.bridge.await_taken()


def careless(station, bridge):
    """Sends from plugging on, before the port is open, and pulls while octets are on their way. What
    is kept of each session is one piece of the stream, without a hole; what is missing between two
    of them is bounded."""
    before = station.capture("bridge")
    pump = Pump(bridge)
    for turn in range(CARELESS):
        octets = station.status("bridge")["received"]["octets"]
        bridge.plug()
        pump.running.set()
        station.await_status(
            "bridge", "octets flow", lambda s: s["received"]["octets"] > octets + 4000)
        pump.rest()
        if turn < CARELESS - 1:
            bridge.pull()
            station.await_absent("bridge")
    last = numbered(pump.sent - 256, 256)
    station.await_status(
        "bridge", "the end", lambda s: s["received"] == s["durable"]
        and station.capture("bridge").octets.endswith(last))
    kept = station.capture("bridge")
    lost = judge_pieces([s.octets for s in kept.sessions[len(before.sessions):] if s.octets])
    outages = len(kept.of("link.outage")) - len(before.of("link.outage"))
    expect(outages == CARELESS, f"{outages} outages told, not {CARELESS}")
    expect(bridge.returned <= CARELESS * ECHO_LIMIT, f"{bridge.returned} octets sent to the radio")
    return (f"{CARELESS - 1} times in the stream, {pump.sent} octets sent, {sum(lost)} lost, all where "
            f"outages are told, at most {max(lost)} at once (bound {LOSS_LIMIT}); "
            f"{bridge.returned} echoed by the kernel in {CARELESS} openings")


def judge_pieces(pieces):
    """The octets lost in front of each piece; each must be a piece of the numbered stream."""
    position, lost = 0, []
    for piece in pieces:
        place = locate(piece)
        expect(place is not None, f"no piece of the stream: {bytes(piece[:16]).hex()}…")
        expect(place >= position, f"octets {place}…{position - 1} came twice")
        expect(place - position <= LOSS_LIMIT, f"{place - position} octets lost at once")
        lost.append(place - position)
        position = place + len(piece)
    return lost


def locate(piece):
    """Where a piece stands in the numbered stream: whole words tell their own place."""
    for turn in range(4):
        place = int.from_bytes(piece[turn : turn + 4], "big") * 4 - turn
        if place >= 0 and numbered(place, len(piece)) == bytes(piece):
            return place
    return None
