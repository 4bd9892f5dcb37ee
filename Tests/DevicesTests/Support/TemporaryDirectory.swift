import Foundation

/// A directory of its own for one test, removed when the test is done.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("feedhorn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func path(_ name: String) -> String { "\(path)/\(name)" }
}

/// Octets that a seed determines, in which those that terminals treat specially are frequent.
struct RandomOctets: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func octets(_ count: Int) -> [UInt8] {
        // XON, XOFF, carriage return, line feed, all ones, interrupt, zero, quit, erase, end of
        // file, suspend, literal next.
        let special: [UInt8] = [
            0x11, 0x13, 0x0D, 0x0A, 0xFF, 0x03, 0x00, 0x1C, 0x7F, 0x04, 0x1A, 0x16,
        ]
        return (0..<count).map { _ in
            let value = next()
            return value & 0x300 == 0
                ? special[Int(value >> 32) % special.count] : UInt8(truncatingIfNeeded: value)
        }
    }
}
