"""What senders put on the wire: packets, frames, codes. Written from the books, not from Feedhorn."""
import zlib


class Random:
    """The same numbers on every machine and with every Python (xorshift64*)."""

    def __init__(self, seed):
        self.state = seed

    def number(self, below):
        self.state ^= self.state >> 12
        self.state ^= self.state << 25 & (1 << 64) - 1
        self.state ^= self.state >> 27
        return (self.state * 0x2545F4914F6CDD1D >> 32 & 0xFFFFFFFF) % below

    def octets(self, count):
        return bytes(self.number(256) for _ in range(count))


# ---- packets


def space_packet(apid, count, data, secondary=False):
    """CCSDS 133.0-B-2: telemetry, unsegmented."""
    head = (secondary << 11 | apid).to_bytes(2, "big")
    return head + (0xC000 | count & 0x3FFF).to_bytes(2, "big") + (len(data) - 1).to_bytes(2, "big") + data


def idle_packet(length):
    return space_packet(0x7FF, 0, b"\x55" * (length - 6))


# ---- checks


def crc16_ccitt(octets):
    """CRC-16 of frames: x^16 + x^12 + x^5 + 1, preset to ones (132.0-B-3 annex, F' GDS)."""
    register = 0xFFFF
    for octet in octets:
        register ^= octet << 8
        for _ in range(8):
            register = (register << 1 ^ (0x1021 if register & 0x8000 else 0)) & 0xFFFF
    return register


def crc16_mavlink(octets):
    """CRC-16/MCRF4XX."""
    register = 0xFFFF
    for octet in octets:
        register ^= octet
        for _ in range(8):
            register = register >> 1 ^ (0x8408 if register & 1 else 0)
    return register


# ---- Reed-Solomon (255,223), dual basis (131.0-B-5 section 4.3)

_POWERS = [1]
for _ in range(254):
    _POWERS.append(_POWERS[-1] << 1 ^ (0x187 if _POWERS[-1] & 0x80 else 0))
_LOGS = {value: power for power, value in enumerate(_POWERS)}
_DUAL_ROWS = [0x8D, 0xEF, 0xEC, 0x86, 0xFA, 0x99, 0xAF, 0x7B]
_TO_DUAL = []
for _value in range(256):
    _sum = 0
    for _bit in range(8):
        if _value >> _bit & 1:
            _sum ^= _DUAL_ROWS[7 - _bit]
    _TO_DUAL.append(_sum)
_FROM_DUAL = [_TO_DUAL.index(value) for value in range(256)]


def _product(a, b):
    return _POWERS[(_LOGS[a] + _LOGS[b]) % 255] if a and b else 0


def _generator():
    coefficients = [1]
    for power in range(112, 144):
        root = _POWERS[11 * power % 255]
        longer = [0] + coefficients
        for index, value in enumerate(coefficients):
            longer[index] ^= _product(value, root)
        coefficients = longer
    return coefficients  # lowest power first


_GENERATOR = _generator()


def reed_solomon(data):
    """The 32 octets of parity of 223 octets."""
    remainder = [0] * 32
    for octet in data:
        feedback = _FROM_DUAL[octet] ^ remainder[31]
        remainder = [_product(feedback, _GENERATOR[0])] + [
            remainder[index - 1] ^ _product(feedback, _GENERATOR[index]) for index in range(1, 32)]
    return bytes(_TO_DUAL[value] for value in reversed(remainder))


def randomized(octets):
    """131.0-B-5 section 10: x^8 + x^7 + x^5 + x^3 + 1."""
    register, result = [1] * 8, bytearray()
    for octet in octets:
        mask = 0
        for _ in range(8):
            mask = mask << 1 | register[0]
            register = register[1:] + [register[0] ^ register[3] ^ register[5] ^ register[7]]
        result.append(octet ^ mask)
    return bytes(result)


MARKER = bytes.fromhex("1ACFFC1D")


# ---- frames


def tm_header(spacecraft, channel, master_count, channel_count, pointer):
    """132.0-B-3 section 4.1.2: no secondary header, no control field."""
    first = spacecraft << 4 | channel << 1
    return first.to_bytes(2, "big") + bytes([master_count & 255, channel_count & 255]) + (
        3 << 11 | pointer).to_bytes(2, "big")


def aos_header(spacecraft, channel, count):
    """732.0-B-4 section 4.1.2."""
    return (1 << 14 | spacecraft << 6 | channel).to_bytes(2, "big") + (
        count & 0xFFFFFF).to_bytes(3, "big") + b"\x00"


# ---- framings of serial and network links


def escaped(record):
    """SLIP (RFC 1055) and KISS."""
    return record.replace(b"\xDB", b"\xDB\xDD").replace(b"\xC0", b"\xDB\xDC")


def slip(record):
    return b"\xC0" + escaped(record) + b"\xC0"


def kiss(data, kind=0):
    return b"\xC0" + escaped(bytes([kind]) + data) + b"\xC0"


def cobs(record):
    """Cheshire and Baker; a zero behind it."""
    result, rest = bytearray(), record + b"\x00"
    while rest:
        run = rest.find(b"\x00")
        if run >= 254:
            result += b"\xFF" + rest[:254]
            rest = rest[254:]
            if rest == b"\x00":
                break
        else:
            result += bytes([run + 1]) + rest[:run]
            rest = rest[run + 1:]
    return bytes(result) + b"\x00"


def fprime(data):
    frame = bytes.fromhex("DEADBEEF") + len(data).to_bytes(4, "big") + data
    return frame + zlib.crc32(frame).to_bytes(4, "big")


def ax25(destination, source, data):
    """An UI frame without layer 3; addresses as `CALL-n`."""

    def address(text, is_last):
        call, number = text.split("-")
        return bytes(ord(letter) << 1 for letter in call.ljust(6)) + bytes(
            [0x60 | int(number) << 1 | is_last])

    return address(destination, 0) + address(source, 1) + b"\x03\xF0" + data


def mavlink(message, extra, sequence, payload, version=2):
    """A frame of system 1, component 1; version 2 leaves out zeros at the end of the payload."""
    if version == 2:
        payload = payload.rstrip(b"\x00") or b"\x00"
        body = bytes([len(payload), 0, 0, sequence & 255, 1, 1]) + message.to_bytes(3, "little")
    else:
        body = bytes([len(payload), sequence & 255, 1, 1, message])
    body += payload
    check = crc16_mavlink(body + bytes([extra]))
    return bytes([0xFD if version == 2 else 0xFE]) + body + check.to_bytes(2, "little")
