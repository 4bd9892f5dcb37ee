import CLinux
import Glibc

/// Why a source cannot be opened, or was lost.
public enum DeviceError: Error, Hashable, Sendable {
    /// A system call failed on `target` with the error `number` (`errno`).
    case system(call: String, target: String, number: Int32)
    /// A call of libusb failed on `target`.
    case usb(call: String, target: String, reason: String)
    /// Another program (or another link) has the port.
    case busy(path: String, holders: [PortHolder])
    /// The path names something that is no terminal.
    case notATerminal(path: String)
    /// The path names a directory.
    case isADirectory(path: String)
    /// No device is there that fits the name.
    case noDevice(name: String)
    /// Several devices fit the name.
    case ambiguous(name: String, candidates: [String])
    /// A parameter has a value that can never work.
    case invalidParameter(name: String, value: String, reason: String)
    /// The name of a host has no address, or nobody could be asked for it.
    case unresolved(host: String, reason: String)
    /// An attempt to connect had no answer in time.
    case timedOut(target: String, after: Duration)

    /// Whether trying again can never help.
    public var isPermanent: Bool {
        if case .invalidParameter = self { return true }
        return false
    }
}

extension DeviceError: CustomStringConvertible {
    /// One line for people: what failed, on what, and why in the system's words.
    public var description: String {
        switch self {
        case .system(let call, let target, let number):
            return "\(target): \(call): \(Self.text(of: number))"
        case .usb(let call, let target, let reason):
            return "\(target): \(call): \(reason)"
        case .busy(let path, let holders):
            let names = holders.map(\.description).joined(separator: ", ")
            return "\(path): in use" + (names.isEmpty ? "" : " by \(names)")
        case .notATerminal(let path):
            return "\(path): not a terminal"
        case .isADirectory(let path):
            return "\(path): is a directory"
        case .noDevice(let name):
            return "no device is \(name)"
        case .ambiguous(let name, let candidates):
            return "\(name) fits \(candidates.joined(separator: ", ")), expected one device"
        case .invalidParameter(let name, let value, let reason):
            return "\(name) \(value): \(reason)"
        case .unresolved(let host, let reason):
            return "\(host): \(reason)"
        case .timedOut(let target, let limit):
            return "\(target): no answer within \(limit)"
        }
    }

    /// `No such file or directory (ENOENT)` for 2.
    private static func text(of number: Int32) -> String {
        let words = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        guard let name = clinux_error_name(number) else { return words }
        return "\(words) (\(String(cString: name)))"
    }
}

/// A process that has a port.
public struct PortHolder: Hashable, Sendable, CustomStringConvertible {
    /// The process's number.
    public var process: Int32
    /// The process's name, as the kernel keeps it (at most 15 characters).
    public var name: String

    /// A process by number and name.
    public init(process: Int32, name: String) {
        self.process = process
        self.name = name
    }

    /// `minicom (process 4711)`.
    public var description: String { "\(name) (process \(process))" }
}
