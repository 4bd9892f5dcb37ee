"""A board with a CDC-ACM port on dummy_hcd: driver cdc_acm, a real break, pulled and plugged."""
import os

from .station import expect, say_times
from .streams import fixture

CYCLES = 5
TTY = r"/ttyACM\d+ \(tty\)"


def run(station, source):
    guest = station.guest
    octets = fixture(os.path.join(source, "Fixtures/raspberrypi-pico/cobs-packets/capture.pcapng"))
    # A break comes by another endpoint than data: it has a place only while the line is at rest.
    place = len(octets) // CYCLES // 2
    expected = octets[:place] + b"\0" + octets[place:]
    sent = 0
    for turn in range(CYCLES):
        guest.run(". /host/gadgets; plug board dummy_udc.0")
        station.await_open("board")
        end = len(octets) * (turn + 1) // CYCLES
        if turn == 0:
            write(guest, octets[:place])
            station.await_durable("board", place)
            guest.run("/host/send-break 200 < /dev/ttyGS0")
            station.await_durable("board", place + 1)
            sent = place
        write(guest, octets[sent:end])
        sent = end
        station.await_durable("board", end + 1)
        if turn < CYCLES - 1:
            guest.run(". /host/gadgets; unplug board")
            station.await_absent("board")
    kept = station.capture("board")
    expect(kept.octets == expected, f"{len(kept.octets)} octets kept, not the {len(expected)} due")
    marks = [event.fields for event in kept.of("link.marks")]
    told = [(fields["TG_BREAKS"], fields["TG_ERRED"], fields["TG_PLACES"]) for fields in marks]
    expect(told == [("1", "0", f"{place}:break")], f"marks {told}, one break at {place} was sent")
    outages = kept.of("link.outage")
    expect(len(outages) == CYCLES - 1, f"{len(outages)} outages told, not {CYCLES - 1}")
    return (f"{len(octets)} octets equal, 1 break told at octet {place}, {CYCLES - 1} outages told; "
            + say_times(station.reopening_times(kept, TTY)))


def write(guest, octets):
    with open(os.path.join(guest.share, "octets"), "wb") as file:
        file.write(octets)
    guest.run("cat /host/octets > /dev/ttyGS0")
