import Glibc

/// A stream of octets: standard output, or a TCP connection.
struct DescriptorOutput: PlaybackOutput {
    let descriptor: Int32
    let target: String

    mutating func send(_ octets: UnsafeRawBufferPointer) throws(PlaybackError) -> Int {
        var sent = 0
        // Each turn writes at least one octet, or waits for room.
        while sent < octets.count {
            let rest = UnsafeRawBufferPointer(rebasing: octets[sent...])
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                sent += count
                continue
            }
            switch errno {
            case EINTR: break
            case EAGAIN:
                if Interruption.wait(for: descriptor, events: POLLOUT) == .interrupted {
                    return sent
                }
            case EPIPE, ECONNRESET: throw .closed(target: target)
            default: throw .system(target, errno)
            }
        }
        return sent
    }
}

/// Datagrams, one for each chunk as it was received.
struct DatagramOutput: PlaybackOutput {
    let descriptor: Int32
    let target: String
    private var hasSplit = false

    /// Longest datagram over IPv4: 65,535 less both headers.
    private static let maximum = 65_507

    init(descriptor: Int32, target: String) {
        self.descriptor = descriptor
        self.target = target
    }

    mutating func send(_ octets: UnsafeRawBufferPointer) throws(PlaybackError) -> Int {
        if octets.count > DatagramOutput.maximum, !hasSplit {
            hasSplit = true
            Output.message("chunks over \(DatagramOutput.maximum) octets are sent in pieces")
        }
        var sent = 0
        // Each turn sends a piece, or waits for room, or gives up.
        while sent < octets.count {
            let piece = UnsafeRawBufferPointer(
                rebasing: octets[sent..<min(octets.count, sent + DatagramOutput.maximum)])
            if Glibc.send(descriptor, piece.baseAddress, piece.count, 0) >= 0 {
                sent += piece.count
                continue
            }
            switch errno {
            // A refusal is the answer to an earlier datagram: nobody listens yet. As on the air,
            // what is sent meanwhile is lost.
            case EINTR, ECONNREFUSED: if Interruption.hasCome { return sent }
            case EAGAIN, ENOBUFS:
                if Interruption.wait(for: descriptor, events: POLLOUT) == .interrupted {
                    return sent
                }
            default: throw .system(target, errno)
            }
        }
        return sent
    }
}
