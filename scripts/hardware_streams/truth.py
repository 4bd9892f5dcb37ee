"""The truth of a stream, in the neutral form that the recordings have."""
import datetime
import hashlib


def digest(parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _application(packets, is_idle):
    counts = [int.from_bytes(packet[2:4], "big") & 0x3FFF for packet in packets]
    steps = [(new - old - 1) % 16384 for old, new in zip(counts, counts[1:])]
    return {
        "count": len(packets),
        "gaps": None if is_idle else sum(step != 0 for step in steps),
        "missing": None if is_idle else sum(steps),
        "bytes": sum(map(len, packets)),
        "min_len": min(map(len, packets)),
        "max_len": max(map(len, packets)),
        "first_seq": counts[0],
        "last_seq": counts[-1],
        "with_secondary_header": sum(packet[0] >> 3 & 1 for packet in packets),
        "sha256": digest(packets),
    }


def _applications(packets):
    apids = sorted({int.from_bytes(packet[:2], "big") & 0x7FF for packet in packets})
    return {
        str(apid): _application(
            [packet for packet in packets if int.from_bytes(packet[:2], "big") & 0x7FF == apid],
            apid == 2047)
        for apid in apids}


def of_packets(packets):
    """Packets in the order in which they are complete."""
    return {
        "packets": len(packets),
        "encapsulation_packets": 0,
        "apid": _applications(packets),
        "nonidle_stream_sha256": digest(
            packet for packet in packets if int.from_bytes(packet[:2], "big") & 0x7FF != 2047),
    }


def of_frames(frames):
    """Frames that are delivered, whole."""
    return {"frames": len(frames), "frames_sha256": digest(frames)}


def of_channels(frames, packets):
    """Transfer frames by `scid/vcid`, and the packets in them.

    frames: (channel, octets); packets: (channel, octets)."""
    channels = sorted({channel for channel, _ in frames})
    return {
        **of_frames([octets for _, octets in frames]),
        **of_packets([octets for _, octets in packets]),
        "vc": {name: sum(channel == name for channel, _ in frames) for name in channels},
        "vc_apid": {
            name: _applications([octets for channel, octets in packets if channel == name])
            for name in sorted({channel for channel, _ in packets})},
    }


def of_cfs_times(packets, offset, apids):
    """First and last time of each application: seconds of TAI since 1980, and 1/65536 of them."""

    def reading(packet):
        raw = packet[offset:offset + 6]
        # TAI was ahead of UTC by 37 s from 2017 on.
        seconds = int.from_bytes(raw[:4], "big") - 37
        parts = int.from_bytes(raw[4:], "big") * 1_000_000_000 >> 16
        day = datetime.datetime(1980, 1, 1) + datetime.timedelta(seconds=seconds)
        return raw.hex(), f"{day.isoformat()}.{parts:09}Z"

    times = []
    for apid in apids:
        mine = [packet for packet in packets if int.from_bytes(packet[:2], "big") & 0x7FF == apid]
        first, last = reading(mine[0]), reading(mine[-1])
        times.append({
            "apid": apid, "n": len(mine), "first_raw": first[0], "first": first[1],
            "last_raw": last[0], "last": last[1]})
    return times
