"""The commands that an operator has, in the guest: what they say of the three devices, and what the
service costs while nothing comes."""
import json
import re
import subprocess
import time

from .station import expect

IDLE_SECONDS = 20
IDLE_LIMIT = 0.01
# Calls of the system mostly, as looking for devices is.
LOOP = "time for ((i = 0; i < 20000; i++)); do [ -e /sys/class ]; done"


def devices(station):
    lines = station.guest.feedhorn("devices", "--all", "--json").splitlines()
    found = {entry["serial"]: entry for entry in map(json.loads, lines) if entry["serial"]}
    due = {
        "BRIDGE1": ("serial", "0403:6001", "ftdi_sio", "ftdi-ft232r"),
        "ROVER7": ("serial", "2e8a:000a", "cdc_acm", "raspberrypi-pico"),
        "RADIO01": ("usb", "1209:4242", None, "bulk-radio"),
    }
    # Of a device with a serial port, the port is meant, and not the USB device behind it.
    ports = {e["serial"]: e for e in map(json.loads, lines) if e["serial"] and e["kind"] == "serial"}
    found.update(ports)
    for serial, (kind, numbers, driver, profile) in due.items():
        entry = found.get(serial)
        expect(entry, f"{serial} is not shown, of {sorted(found)}")
        told = (entry["kind"], entry["usb"], entry["driver"], entry["profile"])
        expect(told == (kind, numbers, driver, profile), f"{serial}: {told}")
        holders = [holder["name"] for holder in entry["holders"]]
        expect(holders == ["feedhorn"], f"{serial}: held by {holders}")
    table = station.guest.feedhorn("devices")
    expect(all(serial in table for serial in due), f"the table lacks one:\n{table}")
    return "numbers, driver, profile and holder of all three"


def doctor(station):
    output = station.guest.run(
        "setpriv --reuid=feedhorn --regid=feedhorn --init-groups"
        " feedhorn doctor --config /etc/feedhorn/feedhorn.yaml --hours 1 --json; [ $? -le 1 ]")
    findings = json.loads(output)["findings"]
    wrong = [f"{f['subject']}: {f['text']}" for f in findings
             if f["outcome"] == "fail" and f["subject"] != "clock"
             or f["outcome"] != "ok" and f["subject"].startswith("link")]
    expect(not wrong, "; ".join(wrong))
    return f"{len(findings)} findings, fine but for the guest's clock, which nobody sets"


def idle(station, radio, bridge):
    """Processor time while the devices are silent, and while they are gone."""
    silent = share(station)
    bridge.pull()
    radio.obey("unplug")
    station.guest.run(". /host/gadgets; unplug board")
    for link in ("bridge", "board", "radio"):
        station.await_absent(link)
    gone = share(station)
    factor = slowness(station.guest)
    figures = (f"silent {silent:.2%}, gone {gone:.2%} of an emulated processor that is {factor:.0f}"
               f" times slower than this one: {gone / factor:.2%} (bar {IDLE_LIMIT:.0%})")
    expect(silent < IDLE_LIMIT and gone / factor < IDLE_LIMIT, figures)
    return figures


def slowness(guest):
    """How many times longer the emulated processor is at work for the same."""
    here = subprocess.run(["bash", "-c", LOOP], capture_output=True, text=True, check=True).stderr
    return busy_seconds(guest.run(LOOP)) / busy_seconds(here)


def busy_seconds(text):
    """The sum of what bash's `time` says of user and system."""
    times = re.findall(r"(?:user|sys)\s+(\d+)m([\d.]+)s", text)
    return sum(60 * int(minutes) + float(seconds) for minutes, seconds in times)


def share(station):
    def used():
        value = station.guest.run("systemctl show feedhorn -p CPUUsageNSec --value")
        return int(value) / 1e9

    time.sleep(2)  # what came before is written down, and told
    before, begin = used(), time.monotonic()
    time.sleep(IDLE_SECONDS)
    return (used() - before) / (time.monotonic() - begin)


def stop(station, radio):
    """A clean end: the device is asked to stop, and the captures are whole."""
    radio.obey("plug")
    station.await_open("radio")
    station.guest.run("systemctl stop feedhorn")
    expect(radio.requests[-1] == 2, f"requests end with {radio.requests[-3:]}, not with 2, to stop")
    state = station.guest.run("systemctl show feedhorn -p Result,ExecMainStatus,NRestarts")
    expect(set(state.split()) == {"Result=success", "ExecMainStatus=0", "NRestarts=0"}, state)
    station.guest.run("feedhorn capture check /var/lib/feedhorn/capture/*")
    return "stopped cleanly after no restart, the radio was asked to stop, the captures are whole"
