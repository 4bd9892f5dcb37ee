"""One stream for each fixture: what a device sends, chunk by chunk, and what a decoder must find."""
import struct

from . import truth, wire


class Stream:
    """profile: folder in Hardware/ · name: of the fixture · kind: serial, udp or tcp ·
    octets_per_second: pace of the sender."""

    def __init__(self, profile, name, kind, about, link, chunks, expected, octets_per_second=5760):
        self.profile, self.name, self.kind, self.about = profile, name, kind, about
        self.link, self.chunks, self.expected = link, chunks, expected
        self.octets_per_second = octets_per_second

    @property
    def octets(self):
        return b"".join(self.chunks)


def pieces(octets, length):
    """As a bridge chip hands them over: some at a time, whatever is in them."""
    return [octets[at:at + length] for at in range(0, len(octets), length)]


class Applications:
    """Packets of several applications; some are never sent, so that their counts have gaps."""

    def __init__(self, random, apids, lengths, loss=20):
        self.random, self.apids, self.lengths, self.loss = random, apids, lengths, loss
        self.counts = {apid: random.number(16384) for apid in apids}

    def next(self, header=b""):
        apid = self.apids[self.random.number(len(self.apids))]
        while self.random.number(self.loss) == 0:
            self.counts[apid] += 1
        length = self.lengths[0] + self.random.number(self.lengths[1] - self.lengths[0] + 1)
        data = header + self.random.octets(length - 6 - len(header))
        packet = wire.space_packet(apid, self.counts[apid], data, secondary=bool(header))
        self.counts[apid] += 1
        return packet


# ---- bare packets and records


def bare_packets():
    random = wire.Random(6001)
    source = Applications(random, [1, 16, 17, 300], (12, 180))
    packets = []
    for number in range(400):
        packets.append(source.next())
        if number % 40 == 39:
            packets.append(wire.idle_packet(32))
    return Stream(
        "ftdi-ft232r", "bare-packets-with-gaps", "serial",
        "Bare space packets of four applications, idle ones between them; some were never sent.",
        "framing: packets\n", pieces(b"".join(packets), 62), truth.of_packets(packets))


def slip_packets():
    random = wire.Random(7523)
    source = Applications(random, [10, 11, 12], (8, 220))
    packets, records = [], []
    for number in range(300):
        packet = source.next()
        if number in (80, 200):
            # Octets that SLIP has to escape, and nothing else.
            packet = packet[:6] + b"\xC0\xDB\xDC\xDD" * ((len(packet) - 6) // 4 + 1)
            packet = packet[:4] + (len(packet) - 7).to_bytes(2, "big") + packet[6:]
        if number % 90 == 89:
            # The line lost octets in the middle: what is left is no packet.
            record = wire.escaped(packet[:-3])
            records.append(b"\xC0" + record + b"\xC0")
            continue
        packets.append(packet)
        records.append(wire.slip(packet))
    return Stream(
        "wch-ch340", "slip-packets-with-lost-octets", "serial",
        "Space packets in SLIP records; of three records the end is missing.",
        "framing: [slip, packets]\nslip:\n  maxLength: 4096\n",
        pieces(b"".join(records), 64),
        {**truth.of_frames(packets), **truth.of_packets(packets)}, 11520)


def cobs_packets():
    random = wire.Random(0x2E8A)
    source = Applications(random, [40, 41], (8, 300))
    packets, records = [], []
    for number in range(260):
        packet = source.next()
        if number % 50 == 10:
            # Long runs without a zero, and nothing but zeros.
            data = b"\x00" * 40 if number % 100 == 10 else bytes(1 + at % 255 for at in range(700))
            packet = packet[:4] + (len(data) - 1).to_bytes(2, "big") + data
        packets.append(packet)
        records.append(wire.cobs(packet))
    return Stream(
        "raspberrypi-pico", "cobs-packets", "serial",
        "Space packets in COBS records: runs over 254 octets, packets of zeros, gaps in the counts.",
        "framing: [cobs, packets]\ncobs:\n  maxLength: 4096\n",
        pieces(b"".join(records), 64),
        {**truth.of_frames(packets), **truth.of_packets(packets)}, 100_000)


def kiss_frames():
    random = wire.Random(0xAF0)
    frames, octets, others = [], bytearray(b"\xC0\xC0"), 0
    for number in range(220):
        text = b"T#%03d,%03d,%03d" % (number, random.number(256), random.number(256))
        data = text if number % 3 else random.octets(16 + random.number(180)) + b"\xC0\xDB\xC0"
        frame = wire.ax25("CQ-0", ["IU0ABC-11", "IR0XYZ-7"][random.number(2)], data)
        frames.append(frame)
        octets += wire.kiss(frame)
        if number % 55 == 54:
            octets += b"\xC0" * 3
            # What a TNC says of itself: hardware information, command 6.
            octets += wire.kiss(b"\x21\x0A", kind=6)
            others += 1
    expected = {
        **truth.of_frames(frames), "frame_lengths": [len(frame) for frame in frames],
        "kiss_records": len(frames) + others, "kiss_nondata_records": others, "packets": 0,
        "apid": {}, "vc": {},
    }
    return Stream(
        "mobilinkd-tnc4", "kiss-ax25-frames", "serial",
        "AX.25 UI frames in KISS records of port 0, FENDs repeated, hardware records between them.",
        "framing: [kiss, ax25]\nkiss:\n  ports: [0]\n", pieces(bytes(octets), 64), expected, 1200)


def mavlink_frames():
    random = wire.Random(57600)
    frames, octets, rejected = [], bytearray(random.octets(23).replace(b"\xFD", b"\x00")
                                              .replace(b"\xFE", b"\x00")), 0
    for number in range(500):
        if number % 10 == 0:
            body = struct.pack("<IBBBBB", 0, 2, 3, 81, 4, 3)
            frame = wire.mavlink(0, 50, number, body, version=1 if number % 50 == 0 else 2)
        elif number % 10 == 5:
            body = struct.pack(
                "<IIIHHhHHHHHHb", 1, 1, 1, 250 + random.number(100), 11_800, -1, 0, 0, 0, 0, 0, 0,
                77)
            frame = wire.mavlink(1, 124, number, body)
        else:
            body = struct.pack("<I", 100 * number) + random.octets(24)
            frame = wire.mavlink(30, 39, number, body)
        if number in (123, 321):
            # A bit turned on the radio link, inside the payload.
            frame = frame[:14] + bytes([frame[14] ^ 0x10]) + frame[15:]
            rejected += 1
        else:
            frames.append(frame)
        octets += frame
    expected = {**truth.of_frames(frames), "frames_total": len(frames) + rejected, "packets": 0}
    return Stream(
        "sik-mavlink", "mavlink-with-bit-errors", "serial",
        "HEARTBEAT, SYS_STATUS and ATTITUDE, versions 1 and 2, unsigned; noise in front, two bad.",
        "framing: mavlink\n", pieces(bytes(octets), 48), expected)


# ---- transfer frames


class Multiplexer:
    """Packets of one virtual channel, cut into the data fields of its frames; the end is filled
    with an idle packet. Knows which frames each packet lies in."""

    def __init__(self, packets, room, count):
        self.starts, self.octets = [], bytearray()
        for packet in packets:
            if len(self.octets) + len(packet) + 7 > room * count:
                break
            self.add(packet)
        self.add(wire.idle_packet(room * count - len(self.octets)))
        self.room = room

    def add(self, packet):
        self.starts.append((len(self.octets), packet))
        self.octets += packet

    def field(self, number):
        """First header pointer and octets of the data field of frame `number`."""
        at = number * self.room
        inside = [start - at for start, _ in self.starts if at <= start < at + self.room]
        return inside[0] if inside else 0x7FF, bytes(self.octets[at:at + self.room])

    def packets(self, lost):
        """Packets with which frames, none of them lost, they are complete."""
        for start, packet in self.starts:
            frames = range(start // self.room, (start + len(packet) - 1) // self.room + 1)
            if not any(number in lost for number in frames):
                yield frames[-1], packet


def shifted(octets, bits):
    """So many zero bits in front, and the last octet filled up."""
    value = int.from_bytes(octets, "big") << (8 - bits)
    return value.to_bytes(len(octets) + 1, "big")


def tm_cadus():
    random = wire.Random(6011)
    source = Applications(random, [100, 101, 102], (20, 400))
    count, spacecraft = 110, 42
    channel = Multiplexer([source.next() for _ in range(400)], 223 - 6 - 2, count)
    never_sent, hopeless = {30, 31}, {60}
    octets, frames, corrected = bytearray(random.octets(300)), [], {}
    for number in range(count):
        pointer, field = channel.field(number)
        frame = wire.tm_header(spacecraft, 1, number, number, pointer) + field
        frame += wire.crc16_ccitt(frame).to_bytes(2, "big")
        if number in never_sent:
            continue
        block = bytearray(wire.randomized(frame + wire.reed_solomon(frame)))
        errors = 40 if number in hopeless else random.number(17) if number % 4 == 0 else 0
        places = set()
        while len(places) < errors:
            places.add(random.number(255))
        for place in places:
            block[place] ^= 1 + random.number(255)
        octets += wire.MARKER + block
        if number not in hopeless:
            frames.append(("42/1", frame))
            corrected[str(errors)] = corrected.get(str(errors), 0) + 1
    packets = [("42/1", packet) for _, packet in channel.packets(never_sent | hopeless)]
    return Stream(
        "ftdi-ft4232h", "tm-cadus-with-errors", "serial",
        "TM frames with Reed-Solomon parity, randomized, behind markers; noise in front, up to 16 "
        "wrong symbols, a frame beyond correction, two never sent.",
        "framing: [cadu, tmFrames]\ncoding:\n  randomizer: ccsds255\n  reedSolomon:\n"
        "    interleave: 1\nframe:\n  length: 223\n  fecf: true\naccept:\n  scid: [42]\n",
        pieces(bytes(octets), 510),
        {**truth.of_channels(frames, packets), "frames_bad_fecf": 0,
         "rs_corrected_symbols": corrected}, 11520)


def aos_cadus():
    random = wire.Random(0xEA60)
    source = Applications(random, [200, 201], (30, 600))
    count, spacecraft, length = 100, 171, 256
    channel = Multiplexer([source.next() for _ in range(400)], length - 6 - 2 - 2, count)
    bad = {20, 21, 70}
    octets, frames, idle = bytearray(random.octets(120)), [], 0
    for number in range(count):
        pointer, field = channel.field(number)
        frame = wire.aos_header(spacecraft, 5, number) + pointer.to_bytes(2, "big") + field
        frame += wire.crc16_ccitt(frame).to_bytes(2, "big")
        if number in bad:
            place = 10 + random.number(200)
            octets += wire.MARKER + frame[:place] + bytes([frame[place] ^ 4]) + frame[place + 1:]
        else:
            octets += wire.MARKER + frame
            frames.append(("171/5", frame))
        if number % 9 == 4:
            fill = wire.aos_header(spacecraft, 63, idle) + b"\x5A" * (length - 8)
            fill += wire.crc16_ccitt(fill).to_bytes(2, "big")
            octets += wire.MARKER + fill
            frames.append(("171/63", fill))
            idle += 1
    packets = [("171/5", packet) for _, packet in channel.packets(bad)]
    return Stream(
        "silabs-cp2102", "aos-cadus-off-octet", "serial",
        "AOS frames with FECF behind markers that begin inside octets, idle frames among them; "
        "three frames with a bit error.",
        "framing: [cadu, aosFrames]\nframe:\n  length: 256\n  fecf: true\naccept:\n  scid: [171]\n",
        pieces(shifted(bytes(octets), 3), 64),
        {**truth.of_channels(frames, packets), "frames_bad_fecf": len(bad)}, 11520)


# ---- networks


CFS_HOUSEKEEPING = [0, 1, 3, 4, 5]
CFS_EVENTS = 8


def cfs_packets(version):
    random = wire.Random(0xCF5 + version)
    counts, packets, seconds = {}, [], 1_400_000_000
    for number in range(240):
        apid = CFS_EVENTS if number % 7 == 6 else CFS_HOUSEKEEPING[number % 5]
        counts[apid] = counts.get(apid, 0) + (2 if random.number(25) == 0 else 1)
        seconds += number % 8 == 0
        # The extended header: EDS version 1, subsystem 5, system 7 (one spacecraft).
        header = (b"\x0A\x05\x00\x07" if version == 2 else b"") + seconds.to_bytes(4, "big")
        header += random.number(65536).to_bytes(2, "big") + bytes(4)
        data = header + random.octets(20 + random.number(180))
        packets.append(wire.space_packet(apid, counts[apid], data, secondary=True))
    offset = {1: 6, 2: 10}[version]
    times = "".join(
        f"  - {{apid: {apid}, offset: {offset}, code: cfs, epoch: 1980-01-01T00:00:00Z, scale: tai}}\n"
        for apid in [*CFS_HOUSEKEEPING, CFS_EVENTS])
    expected = {
        **truth.of_frames(packets), **truth.of_packets(packets),
        "times": truth.of_cfs_times(packets, offset, [*CFS_HOUSEKEEPING, CFS_EVENTS])}
    return Stream(
        "nasa-cfs-udp", f"version-{version}-packets", "udp",
        f"Messages of cFS, header version {version}, each a datagram; some were never sent.",
        f"framing: [opaque, packets]\ntime:\n{times}", packets, expected, 20_000)


def fprime_frames():
    random = wire.Random(0xDEADBEEF)
    frames, octets, total = [], bytearray(), 0
    for number in range(260):
        # Descriptor (U32 before version 4), then as telemetry or event: identifier, time, value.
        kind = 2 if number % 6 == 5 else 1
        data = kind.to_bytes(4, "big") + (0x100 + random.number(40)).to_bytes(4, "big")
        data += b"\x00\x02\x00" + (1_700_000_000 + number // 4).to_bytes(4, "big")
        data += random.number(1_000_000).to_bytes(4, "big") + random.octets(4 + random.number(120))
        frame = wire.fprime(data)
        total += 1
        if number in (77, 190):
            frame = frame[:20] + bytes([frame[20] ^ 1]) + frame[21:]
        else:
            frames.append(data)
        octets += frame
        if number == 140:
            # A start word that is none, among octets that belong to nothing.
            octets += b"\x00\xDE\xAD\xBE\x00\x01"
    return Stream(
        "nasa-fprime-tcp", "fprime-frames-with-bad-checksums", "tcp",
        "Telemetry and events in F' frames; two checksums are wrong, some octets belong to nothing.",
        "framing: [fprime, opaque]\nfprime:\n  maxLength: 4095\n",
        pieces(bytes(octets), 700), {**truth.of_frames(frames), "frames_total": total,
                                     "packets": 0, "apid": {}, "vc": {}}, 20_000)


def fprime_ccsds():
    random = wire.Random(0x0044)
    source = Applications(random, [1, 2, 4], (20, 900))
    count = 60
    channel = Multiplexer([source.next() for _ in range(400)], 1024 - 6 - 2, count)
    frames = []
    for number in range(count):
        pointer, field = channel.field(number)
        frame = wire.tm_header(0x44, 1, number, number, pointer) + field
        frames.append(("68/1", frame + wire.crc16_ccitt(frame).to_bytes(2, "big")))
    packets = [("68/1", packet) for _, packet in channel.packets(set())]
    return Stream(
        "nasa-fprime-ccsds-tcp", "tm-frames", "tcp",
        "TM frames of 1,024 octets back to back, space packets in them, as F' sends from version 4.",
        "framing: [fixedFrames, tmFrames]\nframe:\n  length: 1024\n  fecf: true\n"
        "accept:\n  scid: [68]\n",
        pieces(b"".join(octets for _, octets in frames), 1460),
        truth.of_channels(frames, packets), 50_000)


def ubertooth_symbols():
    """Bulk transfers of 4 KiB at most; one that ends with a keep-alive, of one octet, is shorter."""
    random = wire.Random(0x1D50)
    payloads, transfers, clock = [], [], 0
    for number in range(24):
        packets = 64 if number % 3 else random.number(64)
        transfer = bytearray()
        for _ in range(packets):
            payload = random.octets(50)
            payloads.append(payload)
            clock += 4000
            # Type Bluetooth LE, no fault, 2426 MHz, clock, 100 ns, signal strength, reserved.
            transfer += struct.pack(
                "<BBBBIbbbBH", 1, 0, 24, clock >> 20 & 255, clock, -40, -62, -55, 8, 0) + payload
        if packets < 64:
            transfer += b"\x03"
        transfers.append(bytes(transfer))
    return Stream(
        "greatscott-ubertooth-one", "symbols-with-keep-alives", "udp",
        "USB transfers, each a datagram: packets of header and symbols, keep-alives of one octet.",
        "wrapper:\n  before: 14\n  every: 64\nframing: opaque\nframe:\n  length: 50\n", transfers,
        {**truth.of_frames(payloads), "packets": 0}, 160_000)


def everything():
    return [
        bare_packets(), tm_cadus(), aos_cadus(), slip_packets(), cobs_packets(), kiss_frames(),
        cfs_packets(1), cfs_packets(2), fprime_frames(), fprime_ccsds(), mavlink_frames(),
        ubertooth_symbols(),
    ]
