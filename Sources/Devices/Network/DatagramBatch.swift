import CLinux
import Glibc
import TelemetryLink

/// Receives many datagrams with one system call, each at a place of its own in a slab.
///
/// The places are as far apart as recent datagrams were long (``stride``), so that hardly any of
/// the slab is lost; what is longer goes on in a memory beside, and is put together in a slab of
/// its own.
struct DatagramBatch: ~Copyable {
    /// Datagrams of one call at most: at 1 KiB each a fifth of a slab.
    static let maximumCount = Int(CLINUX_DATAGRAMS)
    /// Longer than any datagram of UDP.
    private static let maximumLength = 65_536

    private var distance = DatagramStride()
    /// Octets from one place to the next.
    var stride: Int { distance.octets }

    /// Received so far.
    private(set) var datagrams = 0
    private(set) var octets = 0

    private let sources: [AddressRange]
    private let received: UnsafeMutablePointer<clinux_datagram>
    /// Untouched memory costs nothing: it is used only when datagrams become longer.
    private let rest: UnsafeMutablePointer<UInt8>
    /// Datagrams of others that no event has told, and when one may.
    private var foreign: UInt64 = 0
    private var foreignDue = ContinuousClock.now

    /// - Parameter sources: whose datagrams are wanted; everybody's when there is none.
    init(sources: [AddressRange]) {
        self.sources = sources
        received = .allocate(capacity: Self.maximumCount)
        rest = .allocate(capacity: Self.maximumCount * Self.maximumLength)
    }

    deinit {
        received.deallocate()
        rest.deallocate()
    }

    /// What was received as number `index` of the last call.
    subscript(index: Int) -> clinux_datagram {
        precondition(index >= 0 && index < Self.maximumCount, "datagram \(index)")
        return received[index]
    }

    /// Receives as many as there are now and have a place.
    mutating func receive(
        _ socket: Int32, into slab: Slab, at start: Int, places: Int
    ) throws(SystemError) -> Int {
        let room = start..<start + places * stride
        let count = try slab.withUnsafeMutableOctets(room) { (memory) throws(SystemError) in
            let count = clinux_receive_datagrams(
                socket, memory.baseAddress?.assumingMemoryBound(to: UInt8.self), stride, rest,
                Self.maximumLength - stride, UInt32(places), !sources.isEmpty, received)
            if count >= 0 { return Int(count) }
            if errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR { return 0 }
            throw SystemError(call: "recvmmsg", number: errno)
        }
        for index in 0..<count {
            distance.note(received[index].length)
            octets += received[index].length
        }
        datagrams += count
        return count
    }

    /// Whether a datagram comes from one of the sources; those that do not are counted.
    mutating func isWanted(_ datagram: clinux_datagram) -> Bool {
        guard !sources.isEmpty else { return true }
        let source = HostAddress(datagram)
        if sources.contains(where: { $0.contains(source) }) { return true }
        foreign += 1
        return false
    }

    /// How long may be waited before datagrams of others have to be told; `nil`: there are none.
    var timeToTell: Duration? {
        foreign > 0 ? max(.zero, foreignDue - .now) : nil
    }

    /// Datagrams of others, at most once a second, or at the end; `nil` for none.
    mutating func takeForeign(isLast: Bool = false) -> UInt64? {
        guard foreign > 0, isLast || foreignDue <= .now else { return nil }
        foreignDue = .now + .seconds(1)
        defer { foreign = 0 }
        return foreign
    }

    /// Where number `index` lies in one piece.
    func place(of index: Int, in slab: Slab, at start: Int) -> (slab: Slab, range: Range<Int>) {
        let length = self[index].length
        let first = start + index * stride
        if length <= stride { return (slab, first..<first + length) }
        let whole = Slab(capacity: length)
        let (stride, rest) = (
            stride, UnsafeRawPointer(rest) + index * (Self.maximumLength - stride)
        )
        let head = slab.octets(first..<first + stride)
        whole.withUnsafeMutableOctets(0..<length) { memory in
            head.withUnsafeBytes { memory.copyMemory(from: $0) }
            let tail = UnsafeRawBufferPointer(start: rest, count: length - stride)
            UnsafeMutableRawBufferPointer(rebasing: memory[stride...]).copyMemory(from: tail)
        }
        return (whole, 0..<length)
    }

    /// Between two calls: the places of the next one.
    mutating func adapt() {
        distance.adapt()
    }
}

/// How far apart datagrams are put: as long as the longest of late, to the next power of two.
struct DatagramStride {
    /// What an Ethernet carries.
    static let usual = 2_048
    static let smallest = 256
    static let largest = 65_536
    /// Datagrams after which shorter places are thought of.
    static let window = 4_096

    private(set) var octets = usual
    private var longest = 0
    private var count = 0

    mutating func note(_ length: Int) {
        longest = max(longest, length)
        count += 1
    }

    /// Longer places at once, shorter ones only when a whole window would have fitted.
    mutating func adapt() {
        while octets < longest, octets < Self.largest { octets *= 2 }
        guard count >= Self.window else { return }
        if longest <= octets / 2, octets > Self.smallest { octets /= 2 }
        (longest, count) = (0, 0)
    }
}
