import Crypto
import Foundation
import Gateway
import LinkFraming

/// What the manifest says of frames in KISS records, out of our own views of them.
enum AmateurHeaders {
    static func ax25(_ frame: [UInt8]) -> [String: Any] {
        frame.withUnsafeBytes { octets in
            guard let view = try? AX25FrameView(checking: RawSpan(_unsafeBytes: octets)) else {
                return ["frame": "not AX.25"]
            }
            // Connected-mode frames have neither; the manifest takes what stands there.
            let start = 7 * view.addressCount
            let info = Data(frame.dropFirst(start + 2))
            return [
                "dest": view.destination.description, "src": view.source.description,
                "digipeaters": (2..<view.addressCount).map { view.address(at: $0).description },
                "control": Int(view.control), "pid": Int(frame[start + 1]),
                "info_len": info.count,
                "info_sha256": Hexadecimal.text(SHA256.hash(data: info)),
            ]
        }
    }

    static func csp(_ frame: [UInt8]) -> [String: Any] {
        frame.withUnsafeBytes { octets in
            guard let header = CSPHeader(RawSpan(_unsafeBytes: octets), version: .one) else {
                return ["frame": "not CSP"]
            }
            return [
                "prio": Int(header.priority), "src": Int(header.source),
                "dst": Int(header.destination), "dport": Int(header.destinationPort),
                "sport": Int(header.sourcePort), "flags": Int(header.flags.rawValue),
                "payload_len": frame.count - 4,
            ]
        }
    }
}
