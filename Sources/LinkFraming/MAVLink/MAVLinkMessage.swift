/// What has to be known of a MAVLink message to check its frames.
public struct MAVLinkMessage: Sendable, Equatable {
    /// Its number.
    public let number: UInt32
    /// Stands for the message's definition in the checksum (`CRC_EXTRA`): sender and receiver with
    /// different definitions do not understand each other by accident.
    public let checksumExtra: UInt8
    /// Octets of its payload in version 1, and at most in version 2, which has extensions.
    public let payloadLengths: ClosedRange<Int>

    /// The message of this number in the dialect "common"; `nil` for any other.
    public init?(_ number: UInt32) {
        let table = MAVLinkMessage.table
        var low = 0
        var high = table.count
        while low < high {
            let middle = (low + high) / 2
            if table[middle] >> 24 < UInt64(number) { low = middle + 1 } else { high = middle }
        }
        guard low < table.count, table[low] >> 24 == UInt64(number) else { return nil }
        let entry = table[low]
        self.number = number
        checksumExtra = UInt8(truncatingIfNeeded: entry >> 16)
        let minimum = Int(UInt8(truncatingIfNeeded: entry >> 8))
        payloadLengths = minimum...max(minimum, Int(UInt8(truncatingIfNeeded: entry)))
    }
}
