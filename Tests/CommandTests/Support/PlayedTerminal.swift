import Foundation
import Glibc

/// Reads what a process plays to a pseudoterminal, as a receiver does.
enum PlayedTerminal {
    struct Failed: Error {}

    /// Starts `process`, opens the terminal whose path it prints, makes it raw, and reads to its
    /// end.
    ///
    /// - Parameter path: that it has to print; nil takes any.
    static func octets(of process: Process, at path: String? = nil) throws -> [UInt8] {
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let printed = line.trimmingCharacters(in: .newlines)
        guard path == nil || path == printed else { throw Failed() }
        let terminal = open(printed, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { throw Failed() }
        defer { close(terminal) }
        var settings = termios()
        guard tcgetattr(terminal, &settings) == 0 else { throw Failed() }
        cfmakeraw(&settings)
        guard tcsetattr(terminal, TCSANOW, &settings) == 0 else { throw Failed() }
        var octets: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        // Ends with 0 or EIO when the player closes its end.
        while true {
            let count = read(terminal, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            octets += part[..<count]
        }
        process.waitUntilExit()
        return octets
    }
}
