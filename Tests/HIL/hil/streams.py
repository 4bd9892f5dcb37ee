"""What the devices send: recordings of the fixtures, and numbered octets where the place of each
must be known."""
import struct

from . import capture


def fixture(path):
    """The octets of a recording."""
    links = {}
    with open(path, "rb") as file:
        capture.read_segment(file.read(), links)
    return next(iter(links.values())).octets


def numbered(start, length):
    """Octets of a stream in which octet k is octet k mod 4 of the big-endian number k / 4."""
    first = start // 4
    words = range(first, (start + length + 3) // 4 + 1)
    octets = struct.pack(f">{len(words)}I", *words)
    return octets[start - 4 * first : start - 4 * first + length]
