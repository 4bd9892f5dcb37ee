import Foundation
import Testing

/// What does the daemon make of all that a USB device can do? The kernel's part is played; libusb,
/// libudev, the daemon and the capture are real.
@Suite(
    .enabled(
        if: Program.isBuilt && FakeUSBRadio.isBuilt,
        "NOT TESTED: USB needs the packages umockdev and libumockdev-dev, and a C compiler"))
struct USBTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func run(
        _ script: String..., usb: String = "endpoint: 0x81, transfers: 4",
        link: String = "framing: opaque"
    ) throws -> FakeUSBRadio.Outcome {
        let outcome = try FakeUSBRadio.run(
            script.joined(separator: "\n"), usb: usb, link: link, in: folder)
        #expect(outcome.status == 0, "\(outcome.lines.suffix(5)) \(outcome.log.suffix(2_000))")
        // Whatever happens: what the kernel handed over is kept, each transfer as it came.
        #expect(outcome.captured == outcome.delivered)
        return outcome
    }

    private func counter(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    }

    @Test("Short, empty and full transfers")
    func lengths() throws {
        let outcome = try run(
            "plug", "await-open", "in 1acffc1d", "zlp", "fill 512", "zlp", "fill 16384", "in 07",
            "await-read")
        #expect(
            outcome.captured == [[0x1A, 0xCF, 0xFC, 0x1D], counter(512), counter(16_384), [7]])
        #expect(!outcome.log.contains("USB transfers"))
    }

    @Test("A halted endpoint is cleared, and goes on")
    func stall() throws {
        let outcome = try run(
            "plug", "await-open", "in 01", "stall", "await-clear", "in 02", "await-read", "stall",
            "await-clear", "in 03", "await-read", "sleep 1100")
        #expect(outcome.captured == [[1], [2], [3]])
        #expect(outcome.log.contains("stall"))
    }

    @Test("A device that halts again and again, and sends nothing, is not cleared all the time")
    func haltedForever() throws {
        let halts = Array(repeating: "stall\nawait-clear", count: 7).joined(separator: "\n")
        let outcome = try run(
            "plug", "await-open", "in 01", "await-read", "sample", halts, "sample", "in 02",
            "await-read")
        #expect(outcome.captured == [[1], [2]])
        // The first halt is cleared at once; then 10, 20, 40, 80, 160 and 320 ms pass at least.
        let time =
            try #require(outcome.samples.last?.nanoseconds)
            - (try #require(outcome.samples.first?.nanoseconds))
        #expect(time >= 630_000_000)
    }

    @Test("Plugged in where udev's messages do not arrive")
    func unheard() throws {
        let outcome = try run(
            "sleep 500", "plug-quietly", "await-open", "in 01", "await-read", "unplug shutdown",
            "await-closed", "plug-quietly", "await-open", "in 02", "await-read")
        #expect(outcome.captured == [[1], [2]])
    }

    @Test("More than there was room for")
    func overflow() throws {
        let outcome = try run(
            "plug", "await-open", "babble", "in 0a0b", "await-read", "sleep 1100", "in 0c",
            "await-read")
        #expect(outcome.captured == [[10, 11], [12]])
        #expect(outcome.log.contains("USB transfers: 1 overflow"))
    }

    @Test("A burst of failed transfers is no reason to close, nor to try all the time")
    func failures() throws {
        let bad = Array(repeating: "proto", count: 12).joined(separator: "\n")
        let outcome = try run("plug", "await-open", bad, "in 55", "await-read", "sample")
        #expect(outcome.captured == [[0x55]])
        #expect(!outcome.log.contains("link lost"))
        // Four at first, and at most one for each of thirteen answers.
        #expect(try #require(outcome.samples.first).submitted <= 4 + 13)
    }

    @Test("What lies in a transfer whose time is up is handed over")
    func timeout() throws {
        let outcome = try run(
            "plug", "await-open", "hold", "partial 4142", "await-read", "release", "in 43",
            "await-read",
            usb: "endpoint: 0x81, transfers: 4, transferTimeout: 100 ms")
        #expect(outcome.captured == [[0x41, 0x42], [0x43]])
    }

    @Test("No memory for a transfer: later there is")
    func refused() throws {
        let outcome = try run(
            "plug", "await-open", "refuse 12", "in 01", "in 02", "in 03", "in 04", "in 05",
            "await-read", "sleep 1100")
        #expect(outcome.captured == [[1], [2], [3], [4], [5]])
        #expect(outcome.log.contains("USB transfers: 1 refused transfer"))
    }

    @Test(
        "Pulled in each way that kernels tell it, and plugged in again under another address",
        arguments: ["shutdown", "error", "burst", "silent"])
    func unplugged(pattern: String) throws {
        let outcome = try run(
            "plug", "await-open", "in 01", "await-read", "unplug \(pattern)", "await-closed",
            "sample", "plug", "await-open", "in 02", "await-read")
        #expect(outcome.captured == [[1], [2]])
        #expect(outcome.log.contains("link lost: hang-up"))
        #expect(outcome.log.contains("/dev/bus/usb/001/005"))
        #expect(outcome.log.contains("/dev/bus/usb/001/006"))
        // No hot loop over a device that fails because it is being pulled: 5 for one packet.
        #expect(try #require(outcome.samples.first).submitted < 5 + 20)
    }

    @Test("There before the daemon looks, and never there")
    func absent() throws {
        #expect(
            try run("sleep 1500", "plug", "await-open", "in 01", "await-read").captured == [[1]])
        let other = try Folder()
        let outcome = try FakeUSBRadio.run("sleep 300", in: other)
        #expect(outcome.log.contains("waiting: no device is 1209:4242, serial RADIO01"))
    }

    @Test("Requests to start and to stop, in order, and the driver gets the device back")
    func requests() throws {
        let outcome = try run(
            "plug", "await-open", "in 01", "await-read",
            usb: """
                endpoint: 0x81, start: [{request: 1}, {type: class, recipient: interface, \
                request: 0x22, value: 3, index: 0x102, data: CAFE}], stop: [{request: 21}]
                """)
        let said = outcome.lines.filter {
            $0.hasPrefix("control") || ["claim", "release"].contains($0)
        }
        #expect(
            said == [
                "claim", "control 40 01 00 00 00 00 00 00",
                "control 21 22 03 00 02 01 02 00 ca fe", "control 40 15 00 00 00 00 00 00",
                "release",
            ])
        #expect(outcome.captured == [[1]])
    }

    @Test("An interrupt endpoint")
    func interrupt() throws {
        let outcome = try run(
            "plug", "await-open", "in 0102", "await-read",
            usb: "endpoint: 0x83, transferSize: 64 B, transfers: 2")
        #expect(outcome.captured == [[1, 2]])
    }

    @Test("What can never work is said once, and not tried again")
    func impossible() throws {
        for (usb, words) in [
            ("endpoint: 0x84", "endpoint 0x84: "), ("endpoint: 0x81, interface: 3", "interface 3"),
            ("endpoint: 0x81, transferSize: 1000 B", "transferSize 1000: no multiple"),
        ] {
            let outcome = try FakeUSBRadio.run(
                "plug\nsleep 300", usb: usb, in: Folder())
            #expect(outcome.log.contains("failed: \(words)"), "\(outcome.log.suffix(500))")
        }
    }

    @Test("Status octets of each packet: errors of the line are events, the capture has all")
    func lineStatus() throws {
        // Two packets of 512 octets with an overrun in the second, and a short one with bad parity.
        let first = "0160" + String(repeating: "aa", count: 510)
        let second = "0162" + String(repeating: "bb", count: 510)
        let outcome = try run(
            "plug", "await-open", "in \(first)\(second)0164cc", "await-read",
            link: """
                framing: packets
                wrapper: {before: 2, every: 512, status: ftdi}
                """)
        #expect(outcome.captured.map(\.count) == [1_027])
        #expect(outcome.log.contains("line errors: 1 overrun, 1 parity error"), "\(outcome.log)")
        let other = try FakeUSBRadio.run(
            "plug\nawait-open", link: "framing: packets\nwrapper: {before: 2, every: 64}",
            in: Folder())
        #expect(other.log.contains("packetSize: asked 64, got 512"))
    }

    @Test("An FTDI chip's status alone is no sign of life")
    func statusAlone() throws {
        let outcome = try run(
            "plug", "await-open", "in 016055", "await-read", "unplug shutdown", "await-closed",
            "plug", "await-open", "in 0160", "await-read",
            link: """
                framing: packets
                wrapper: {before: 2, every: 512, status: ftdi}
                """)
        #expect(outcome.captured == [[1, 0x60, 0x55], [1, 0x60]])
        #expect(outcome.log.contains("no octets since"), "\(outcome.log.suffix(600))")
    }

    @Test(
        "A thousand times pulled and plugged in: nothing lost, nothing left behind",
        arguments: [("shutdown", 500), ("error", 300), ("burst", 100), ("silent", 100)])
    func manyTimes(pattern: String, count: Int) throws {
        let outcome = try run(
            "cycles 20 \(pattern)", "sleep 500", "sample", "cycles \(count - 20) \(pattern)",
            "sleep 500", "sample")
        #expect(outcome.delivered.count == 3 * count)
        let early = try #require(outcome.samples.first)
        let late = try #require(outcome.samples.last)
        // One that is left behind each time would be eighty or more.
        let held = outcome.lines.filter { $0.hasPrefix("descriptors") }
        #expect(late.descriptors <= early.descriptors + 4, "\(held)")
        #expect(late.kilobytes <= early.kilobytes + 4_096)
    }

    @Test("Pulled while octets are on their way: what was handed over is kept")
    func carelessly() throws {
        let outcome = try run("careless 100 shutdown")
        #expect(outcome.delivered.count <= 300)
    }

    @Test("A silent device, and one that is gone, cost no processor time")
    func idle() throws {
        let outcome = try run(
            "plug", "await-open", "sleep 500", "sample", "sleep 4000", "sample",
            "unplug shutdown", "await-closed", "sample", "sleep 4000", "sample")
        let samples = outcome.samples
        #expect(samples.count == 4)
        for (from, to) in [(samples[0], samples[1]), (samples[2], samples[3])] {
            let share =
                Double(to.ticks - from.ticks) * 1e7 / Double(to.nanoseconds - from.nanoseconds)
            // A tick is a hundredth of a second: two of them in four seconds are half a percent.
            #expect(share < 0.01)
        }
    }
}
