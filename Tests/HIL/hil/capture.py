"""Reads what the daemon kept, by the description of pcapng (draft-ietf-opsawg-pcapng) and of the
capture's events (a systemd journal entry each), and not by the daemon's own reader."""
import os
import struct
from dataclasses import dataclass, field

SECTION, INTERFACE, PACKET, JOURNAL = 0x0A0D0D0A, 1, 6, 9
OPTION_NAME = 2


@dataclass
class Event:
    code: str
    fields: dict


@dataclass
class Session:
    """What came from one opening of a link's device to its loss."""

    octets: bytearray = field(default_factory=bytearray)
    opened: float = 0.0  # the daemon's clock that never steps, seconds


@dataclass
class Link:
    sessions: list = field(default_factory=list)
    events: list = field(default_factory=list)

    @property
    def octets(self):
        return b"".join(session.octets for session in self.sessions)

    def of(self, code):
        return [event for event in self.events if event.code == code]


def blocks(data):
    place = 0
    while place + 12 <= len(data):
        kind, length = struct.unpack_from("<II", data, place)
        if length < 12 or length % 4 or place + length > len(data):
            return  # the last block of a segment that is still written
        yield kind, data[place + 8 : place + length - 4]
        place += length


def interface_name(body):
    place = 8
    while place + 4 <= len(body):
        code, length = struct.unpack_from("<HH", body, place)
        if code == OPTION_NAME:
            return body[place + 4 : place + 4 + length].decode()
        place += 4 + (length + 3) // 4 * 4
    return ""


def journal_fields(body):
    text = body.rstrip(b"\0").decode(errors="replace")
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def read(folder):
    """The links of all segments of a folder, by name."""
    links = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            read_segment(file.read(), links)
    return links


def read_segment(data, links):
    interfaces = []
    for kind, body in blocks(data):
        if kind == SECTION:
            interfaces = []
        elif kind == INTERFACE:
            interfaces.append(interface_name(body))
        elif kind == PACKET:
            interface, _, _, length = struct.unpack_from("<IIII", body)
            link = links.setdefault(interfaces[interface], Link())
            link.sessions[-1].octets += body[20 : 20 + length]
        elif kind == JOURNAL:
            fields = journal_fields(body)
            if "TG_LINK" in fields:
                note(Event(fields["TG_CODE"], fields), links.setdefault(fields["TG_LINK"], Link()))


def note(event, link):
    link.events.append(event)
    if event.code == "link.open":
        link.sessions.append(Session(opened=int(event.fields["TG_MONO_NS"]) / 1e9))
