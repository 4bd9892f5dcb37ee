import Glibc
import TelemetryLink

/// Packets one after the other of the same channel and application: what decides on a packet's file
/// is looked up once for all of them.
struct PacketRun {
    private(set) var first: PacketRecord?
    /// Where their octets lie, and how many there are.
    private(set) var vectors: [iovec] = []
    private(set) var octets: UInt64 = 0
    /// Their earth receive times.
    private(set) var times: [UInt64] = []

    /// Whether a packet is of the same stream, or the first one.
    func goesOn(with record: PacketRecord) -> Bool {
        guard let first else { return true }
        return record.channel == first.channel && record.application == first.application
            && record.isEncapsulation == first.isEncapsulation
    }

    mutating func append(_ vector: iovec, _ record: PacketRecord) {
        if first == nil { first = record }
        vectors.append(vector)
        octets += UInt64(vector.iov_len)
        times.append(record.earthReceiveTime)
    }

    mutating func removeAll() {
        first = nil
        octets = 0
        vectors.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
    }
}
