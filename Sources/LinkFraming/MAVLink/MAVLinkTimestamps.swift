/// The times of signed MAVLink frames: on each stream, that is for each sender and link, they only
/// go forward, so that a frame that was recorded can't be sent again (MAVLink guide, "Message
/// Signing").
public struct MAVLinkTimestamps: Sendable {
    /// Streams that are remembered: more than a swarm of vehicles with all their components has.
    /// Frames of further streams are refused, for nobody could tell their repeats.
    public static let maximumStreams = 4_096

    /// By system, component and link: units of 10 µs since 2015-01-01.
    private var last: [UInt32: UInt64] = [:]

    /// No frame yet.
    public init() {}

    /// Whether a frame with a right signature is new, and remembers its time.
    ///
    /// - Parameters:
    ///   - timestamp: 48 bits, units of 10 µs since 2015-01-01T00:00:00 UTC.
    ///   - system: who sends it.
    ///   - component: which part of the system.
    ///   - link: which of its links.
    public mutating func isNew(
        system: UInt8, component: UInt8, link: UInt8, timestamp: UInt64
    ) -> Bool {
        let stream = UInt32(system) << 16 | UInt32(component) << 8 | UInt32(link)
        if let before = last[stream] {
            guard timestamp > before else { return false }
        } else if last.count >= MAVLinkTimestamps.maximumStreams {
            return false
        }
        last[stream] = timestamp
        return true
    }
}
