import Gateway

/// What `identify` found out about an input.
struct IdentifiedStream {
    /// Octets that were looked at.
    var octets: Int
    /// The combinations that fit, the best one first.
    var links: [IdentifiedLink]
    /// Of a serial port.
    var baud: UInt32?
    /// The port's path.
    var port: String?

    var baudText: String { baud.map { ", at \($0) Bd" } ?? "" }

    /// The `source` of the link file.
    var source: [String] {
        guard let baud, let port else { return [] }
        return ["source:", "  serial:", "    path: \(port)", "    baud: \(baud) Bd"]
    }
}
