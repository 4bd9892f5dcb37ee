"""A bulk radio without a serial port (bulk-radio.c): FunctionFS on dummy_hcd, read by libusb. It
tells which octets its controller has handed to the host, and the capture is held against that."""
import os
import re

from .guest import GuestError, wait_until
from .station import expect, say_times
from .streams import numbered

CYCLES = 50
USB = r"\(usb\)"


class Radio:
    def __init__(self, guest):
        self.guest = guest
        self.count = 0
        guest.run(". /host/gadgets; make_radio")
        self._await("make", 60)

    def _lines(self):
        with open(os.path.join(self.guest.share, "radio.log")) as file:
            return [line.split(maxsplit=1)[1].strip() for line in file if line.endswith("\n")]

    def _await(self, command, limit):
        self.count += 1
        answers = wait_until(
            f"the radio: {command}", lambda: self._answers(self.count), limit)
        if answers[-1] != f"done {command}":
            raise GuestError(f"the radio: {answers[-1]}")

    def _answers(self, count):
        answers = [line for line in self._lines() if line.startswith(("done", "failed"))]
        return answers if len(answers) >= count else None

    def obey(self, *commands, limit=60):
        for command in commands:
            self.guest.run(f"echo '{command}' > /run/radio")
            self._await(command, limit)

    @property
    def requests(self):
        return [int(line.split()[2]) for line in self._lines() if line.startswith("request 40")]

    def sessions(self):
        """What was sent from plug to unplug, as (octets, whether all were taken)."""
        sessions = []
        for line in self._lines():
            if line.startswith("request 40 1"):
                sessions.append([])
            match = re.match(r"(sent|cut) (\d+) (\d+)", line)
            if match:
                sessions[-1].append((numbered(int(match[2]), int(match[3])), match[1] == "sent"))
        return sessions


def transfers(station, radio):
    """Short, empty and full transfers, halts, and a flood, without unplugging."""
    radio.obey("plug", "send 4", "send 600", "empty", "send 16384", "empty", "send 512", "empty",
               "send 5", "halt", "send 3", "send 16384", "halt", "send 1", "flood 3", "send 7")
    whole = sum(len(octets) for session in radio.sessions() for octets, _ in session)
    station.await_durable("radio", whole)
    kept = station.capture("radio")
    judge(kept.sessions, radio.sessions())
    told = [e.fields["MESSAGE"] for e in kept.of("link.overrun") if "stall" in e.fields["MESSAGE"]]
    expect(told, "no stall was told")
    expect(radio.requests == [1], f"requests {radio.requests}, one to start was due")
    radio.obey("unplug")
    station.await_absent("radio")
    return f"{whole} octets equal, 2 halts cleared ({'; '.join(told)})"


def cycles(station, radio):
    """Pulled while transfers are under way, again and again."""
    first = len(radio.sessions())
    radio.obey(f"cycles {CYCLES}", limit=400)
    radio.obey("plug", "send 5")
    whole = len(radio.sessions()) - first
    station.await_open("radio")
    station.await_status("radio", "the last octets", lambda s: s["durable"] == s["received"]
                         and s["outages"]["count"] >= CYCLES)
    kept = station.capture("radio")
    cut, came = judge(kept.sessions, radio.sessions())
    outages = len(kept.of("link.outage"))
    expect(outages == CYCLES + 1, f"{outages} outages told, not {CYCLES + 1}")
    expect(radio.requests == [1] * (first + whole), f"requests {radio.requests}")
    return (f"{CYCLES} times with transfers under way, {len(kept.octets)} octets: every octet handed "
            f"to the host is kept; of {cut} octets cut off, {came} came; "
            + say_times(station.reopening_times(kept, USB)[-CYCLES:]))


def judge(kept, sent):
    """Each session kept is what was handed over, and a beginning of what was cut off, if any.
    Returns the octets that were cut off, and how many of them came."""
    expect(len(kept) == len(sent), f"{len(kept)} sessions kept of {len(sent)}")
    cut = came = 0
    for number, (session, pieces) in enumerate(zip(kept, sent)):
        whole = b"".join(octets for octets, taken in pieces if taken)
        rest = b"".join(octets for octets, taken in pieces if not taken)
        octets = bytes(session.octets)
        expect(octets[: len(whole)] == whole,
               f"session {number}: {len(octets)} octets kept, not the {len(whole)} handed over")
        expect(rest.startswith(octets[len(whole):]),
               f"session {number}: what follows was never sent")
        cut, came = cut + len(rest), came + len(octets) - len(whole)
    return cut, came
