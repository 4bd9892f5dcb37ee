"""The installed station in the guest: its state, its capture, and how soon it opened a device."""
import json
import os
import re
import shutil

from . import capture
from .guest import GuestError, wait_until


class Failure(Exception):
    """An assertion of a scenario does not hold."""


def expect(condition, words):
    if not condition:
        raise Failure(words)


class Station:
    def __init__(self, guest):
        self.guest = guest

    def status(self, link):
        answer = json.loads(self.guest.feedhorn("status", "--json"))
        return next(entry for entry in answer["links"] if entry["name"] == link)

    def await_status(self, link, what, condition, limit=60):
        seen = {}

        def look():
            seen.update(self.status(link))
            return condition(seen)

        try:
            wait_until(what, look, limit)
        except GuestError:
            tail = {key: seen[key] for key in ("state", "reason", "received", "outages")}
            raise Failure(f"{link}: waited {limit} s for {what}: {tail}") from None
        return seen

    def await_open(self, link, limit=60):
        self.await_status(
            link, "its device is open", lambda s: s["state"] not in ("ABSENT", "OPENING"), limit)

    def await_absent(self, link):
        self.await_status(link, "its device is gone", lambda s: s["state"] == "ABSENT")

    def await_durable(self, link, octets):
        """Until so many octets came, and are on the disk."""
        self.await_status(
            link, f"{octets} octets", lambda s: s["durable"]["octets"] >= octets)

    def capture(self, link):
        """What was kept of a link so far."""
        folder = os.path.join(self.guest.share, "capture")
        shutil.rmtree(folder, ignore_errors=True)
        self.guest.run("cp -r /var/lib/feedhorn/capture /host/capture")
        return capture.read(folder).get(link, capture.Link())

    def reopening_times(self, link, device):
        """Seconds from udev's event `add` of a device (a pattern of its place and kind) to the open
        port, for each time that it was opened."""
        added = []
        with open(os.path.join(self.guest.share, "udev.log")) as file:
            for line in file:
                match = re.match(r"UDEV +\[([\d.]+)\] add +(.*)", line)
                if match and re.search(device, match[2]):
                    added.append(float(match[1]))
        times = []
        for session in link.sessions:
            # Whoever prints the event may be later than the daemon.
            before = [time for time in added if time <= session.opened + 1]
            if before:
                times.append(max(0, session.opened - before[-1]))
        return times


# Seconds: an emulated processor beside busy builders. docs/hil.md has what a quiet machine shows.
REOPENING_LIMIT = 3


def say_times(times):
    """The times for people; too long ones fail."""
    ordered = sorted(times)
    expect(ordered and ordered[len(ordered) // 2] < REOPENING_LIMIT, f"opened after {ordered} s")
    return (f"open {1000 * ordered[len(ordered) // 2]:.0f} ms (median of {len(times)}), at most "
            f"{1000 * ordered[-1]:.0f} ms after udev's event")
