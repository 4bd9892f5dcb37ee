import Glibc

/// What a capture says of the machine that wrote it.
public struct HostDescription: Hashable, Sendable {
    /// Machine: hardware model and architecture where known.
    public var hardware: String
    /// Operating system and kernel.
    public var system: String
    /// Identifier of this boot, by which monotonic times compare; empty where unknown.
    public var bootIdentifier: String

    /// A description with these words.
    public init(hardware: String, system: String, bootIdentifier: String = "") {
        self.hardware = hardware
        self.system = system
        self.bootIdentifier = bootIdentifier
    }

    /// This machine.
    public static func current() -> HostDescription {
        var names = utsname()
        let known = uname(&names) == 0
        let machine = known ? text(of: names.machine) : "unknown"
        let kernel = known ? text(of: names.sysname) + " " + text(of: names.release) : "unknown"
        let model = line(of: "/sys/class/dmi/id/product_name")
        let device = model.isEmpty ? line(of: "/proc/device-tree/model") : model
        return HostDescription(
            hardware: device.isEmpty ? machine : device + " " + machine, system: kernel,
            bootIdentifier: line(of: "/proc/sys/kernel/random/boot_id"))
    }

    /// Most octets read of a file that holds one line.
    private static let maximumLine = 256

    /// The first line of a small system file; empty where there is none.
    private static func line(of path: String) -> String {
        guard let descriptor = try? SystemCalls.live.open(path, O_RDONLY | O_CLOEXEC, 0) else {
            return ""
        }
        defer { _ = close(descriptor) }
        var octets = [UInt8](repeating: 0, count: maximumLine)
        let count = read(descriptor, &octets, maximumLine)
        let line = octets.prefix(max(0, count)).prefix { $0 >= 0x20 }
        return String(decoding: line, as: UTF8.self)
    }

    private static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { octets in
            String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
