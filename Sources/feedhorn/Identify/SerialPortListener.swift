import ArgumentParser
import Devices
import Gateway
import Glibc
import Synchronization
import TelemetryLink

/// Listens to a serial port at one baud rate after the other, and never sends.
struct SerialPortListener {
    let path: String
    let bauds: [UInt32]
    let seconds: Int
    let limit: Int

    /// Rates of radios, modems and boards, the frequent ones first.
    private static let usual: [UInt32] = [
        9_600, 115_200, 57_600, 19_200, 38_400, 4_800, 230_400, 460_800, 921_600, 2_400, 1_200,
        1_000_000, 2_000_000, 3_000_000,
    ]
    /// Octets after which there is no need to wait longer.
    private static let plenty = 256 << 10
    private static let look: Int32 = 50

    static func isPort(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFCHR
    }

    /// The first rate at which something locks; else that at which most came.
    func identify(markers: [[UInt8]]) throws -> IdentifiedStream {
        var best = IdentifiedStream(octets: 0, links: [])
        for baud in bauds.isEmpty ? Self.usual : bauds where !Interruption.hasCome {
            let octets = try listen(baud)
            let links = StreamIdentifier(octets, markers: markers).identify()
            if !links.isEmpty {
                return IdentifiedStream(
                    octets: octets.count, links: links, baud: baud, port: path)
            }
            Output.message("\(path): \(octets.count) octets at \(baud) Bd, nothing fits")
            if octets.count > best.octets { best.octets = octets.count }
        }
        return best
    }

    private final class Heard: Sendable {
        let octets = Mutex<[UInt8]>([])
        let failure = Mutex<String?>(nil)
    }

    private func listen(_ baud: UInt32) throws -> [UInt8] {
        let heard = Heard()
        let limit = min(limit, Self.plenty)
        let receiver = LinkReceiver(
            name: "identify", source: .serial(SerialSource(path: path, baudRate: baud)),
            handler: { slab, range, _ in
                heard.octets.withLock { octets in
                    slab.octets(range).withUnsafeBytes {
                        octets.append(contentsOf: $0.prefix(max(0, limit - octets.count)))
                    }
                }
            },
            onEvent: { event in
                switch event {
                case .failed(let error), .waiting(let error):
                    heard.failure.withLock { $0 = "\(error)" }
                case .lost: heard.failure.withLock { $0 = "\(path): gone" }
                default: break
                }
            })
        try receiver.start()
        defer { receiver.stop() }
        let end = Clocks.now().monotonic + UInt64(seconds) * 1_000_000_000
        // Until the time is over, there is plenty, the port is no good, or ^C.
        while Clocks.now().monotonic < end, heard.octets.withLock({ $0.count }) < limit {
            if let failure = heard.failure.withLock({ $0 }) {
                throw Complaint.line(failure, ExitStatus.usage)
            }
            if Interruption.wait(milliseconds: Self.look) == .interrupted { break }
        }
        return heard.octets.withLock { $0 }
    }
}
