import Foundation

/// `feedhorn serve` with a USB device that is played: real libusb and libudev over a kernel that
/// umockdev plays (`Tests/Support/usb/fake-usb-radio.c`).
enum FakeUSBRadio {
    struct Failed: Error {
        let messages: String
    }

    /// The program that plays the device, built once; `nil` where umockdev is not installed.
    static let program: String? = try? build()

    static var isBuilt: Bool { program != nil }

    /// What one run gave.
    struct Outcome {
        var status: Int32
        /// What the kernel handed over, transfer by transfer.
        var delivered: [[UInt8]]
        /// What the capture holds, chunk by chunk.
        var captured: [[UInt8]]
        /// Lines of the device.
        var lines: [Substring]
        /// The daemon's log.
        var log: String

        /// Numbers that the device's command `sample` printed.
        var samples: [Sample] { lines.compactMap(Sample.init) }
    }

    /// How the daemon was at one moment.
    struct Sample {
        var descriptors: Int
        var kilobytes: Int
        /// Of the processor, hundredths of a second.
        var ticks: Int
        var nanoseconds: Int
        /// Transfers submitted since the device was plugged in.
        var submitted: Int

        init?(_ line: Substring) {
            let words = line.split(separator: " ")
            guard words.first == "sample", words.count == 7 else { return nil }
            let numbers = words.compactMap { Int($0) }
            guard numbers.count == 5 else { return nil }
            (descriptors, kilobytes) = (numbers[0], numbers[1])
            (ticks, nanoseconds, submitted) = (numbers[2], numbers[3], numbers[4])
        }
    }

    static let match = "match: {usb: \"1209:4242\", serial: RADIO01}"

    /// Runs the daemon and lets the device obey `script`, a command a line.
    ///
    /// - Parameters:
    ///   - usb: the keys of `source.usb` besides `match`.
    ///   - link: further lines of the link.
    static func run(
        _ script: String, usb: String = "endpoint: 0x81, transfers: 4",
        link: String = "framing: opaque", in folder: Folder
    ) throws -> Outcome {
        guard let program, let daemon = Program.path else { throw Failed(messages: "not built") }
        try folder.write("station.yaml", configuration(usb, link, folder))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/umockdev-wrapper")
        process.arguments = [
            program, folder.file("delivered"), daemon, "serve", "--config",
            folder.file("station.yaml"),
        ]
        process.standardInput = FileHandle(
            forReadingAtPath: try folder.write("script", script + "\n"))
        let (output, log) = (try folder.create("output"), try folder.create("log"))
        process.standardOutput = output.handle
        process.standardError = log.handle
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOfFile: output.path, encoding: .utf8)
        return Outcome(
            status: process.terminationStatus, delivered: try delivered(in: folder),
            captured: try captured(in: folder), lines: text.split(separator: "\n"),
            log: try String(contentsOfFile: log.path, encoding: .utf8))
    }

    private static func configuration(_ usb: String, _ link: String, _ folder: Folder) -> String {
        let lines = link.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        return """
            feedhorn: 1
            station: {name: station}
            capture: {directory: \(folder.file("capture"))}
            query: {socket: \(folder.file("query.sock"))}
            links:
              - name: radio
                source: {usb: {\(match), \(usb)}}
            \(lines)

            """
    }

    private static func delivered(in folder: Folder) throws -> [[UInt8]] {
        let text = try String(contentsOfFile: folder.file("delivered"), encoding: .utf8)
        return text.split(separator: "\n").map { line in
            let digits = Array(line.utf8)
            return stride(from: 0, to: digits.count, by: 2).map { index in
                UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) ?? 0
            }
        }
    }

    private static func captured(in folder: Folder) throws -> [[UInt8]] {
        let capture = folder.file("capture")
        return try FileManager.default.contentsOfDirectory(atPath: capture).sorted().flatMap {
            try PcapngBlocks.chunks(in: Data(contentsOf: URL(fileURLWithPath: capture + "/" + $0)))
        }
    }

    private static func build() throws -> String {
        let source = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Support/usb/fake-usb-radio.c").path
        let program = NSTemporaryDirectory() + "fake-usb-radio-\(getpid())"
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c",
            """
            command -v umockdev-wrapper >/dev/null && \
            flags=$(pkg-config --cflags --libs umockdev-1.0 2>/dev/null) && \
            cc -O1 -Wall -Werror -o "\(program)" "\(source)" $flags -lutil -lpthread
            """,
        ]
        try shell.run()
        shell.waitUntilExit()
        guard shell.terminationStatus == 0 else { throw Failed(messages: "no umockdev, or no cc") }
        return program
    }
}
