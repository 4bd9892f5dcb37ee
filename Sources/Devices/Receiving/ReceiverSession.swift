import CLinux
import Glibc
import TelemetryLink

/// What every kind of receiver works with: it reads into slabs, stamps, hands over and tells.
///
/// Used by the receiver's thread alone.
struct ReceiverSession {
    /// Reads, or datagrams, in a row before the stop request and other descriptors are looked at
    /// again: at 64 KiB each a few milliseconds of a fast source.
    static let maximumReadsInARow = 64

    let stop: StopSignal
    let retryInterval: Duration
    let rateDwell: Duration
    private let handler: LinkReceiver.OctetHandler
    private let onEvent: LinkReceiver.EventHandler
    /// Frames that were verified so far, where somebody counts them.
    let verified: LinkReceiver.VerifiedCount?
    var filler: SlabFiller
    /// Of a serial port that marks garbled characters.
    var marks: LineMarkReader?
    /// What was last told as the reason to wait, until the source was open.
    private var toldReason: DeviceError?
    var refusals = RefusalReport()
    /// Whether octets were handed over since the last `idle`.
    private var owesIdle = false
    /// When the last chunk came.
    private(set) var lastReception = ReceptionTime(utc: 0, monotonic: 0)
    /// Octets of streams that were handed over.
    private(set) var octetsHanded: UInt64 = 0

    init(
        stop: StopSignal, options: ReceiverOptions,
        handler: @escaping LinkReceiver.OctetHandler, onEvent: @escaping LinkReceiver.EventHandler,
        verified: LinkReceiver.VerifiedCount? = nil
    ) {
        self.stop = stop
        self.verified = verified
        retryInterval = options.retryInterval
        rateDwell = options.rateDwell
        self.handler = handler
        self.onEvent = onEvent
        filler = SlabFiller(slabCapacity: options.slabCapacity, slabsKept: options.slabsKept)
    }
}

// MARK: Telling

extension ReceiverSession {
    /// Tells `event`.
    mutating func tell(_ event: ReceiverEvent) {
        switch event {
        case .opened, .listening: toldReason = nil
        case .lost, .endOfInput, .failed: owesIdle = false
        default: break
        }
        onEvent(event)
    }

    /// Tells why the source cannot be opened, unless that was the reason before.
    mutating func tellWaiting(_ reason: DeviceError) {
        guard reason != toldReason else { return }
        toldReason = reason
        onEvent(.waiting(reason))
    }

    /// Tells of refused peers, if it is time to, or the end.
    mutating func tellRefused(isLast: Bool = false) {
        if let event = refusals.take(isLast: isLast) { onEvent(event) }
    }

    /// Tells that nothing more is there now, once after each run of chunks.
    mutating func tellIdle() {
        guard owesIdle else { return }
        owesIdle = false
        onEvent(.idle)
    }
}

// MARK: Reading

extension ReceiverSession {
    /// What came of reading.
    enum Outcome {
        /// There may be more.
        case more
        /// Nothing more now.
        case dry
        /// Nothing more for ever.
        case endOfFile
        /// Reading failed.
        case failed(SystemError)
    }

    /// One read: one chunk.
    mutating func readOnce(_ descriptor: Int32) -> Outcome {
        if var marks = marks.take() {
            defer { self.marks = marks }
            return readMarked(descriptor, &marks)
        }
        let (slab, room) = filler.room()
        do throws(SystemError) {
            let count = try slab.withUnsafeMutableOctets(room) {
                (memory) throws(SystemError) in try SystemCalls.read(descriptor, into: memory)
            }
            let time = Clocks.now()
            guard let count else { return .dry }
            guard count > 0 else { return .endOfFile }
            hand(slab, count, time)
            return .more
        } catch {
            return .failed(error)
        }
    }

    /// Reads from a non-blocking descriptor until nothing is left, or a bounded number of times.
    mutating func readUntilDry(_ descriptor: Int32) -> Outcome {
        for _ in 0..<Self.maximumReadsInARow {
            if stop.isRequested { return .more }
            switch readOnce(descriptor) {
            case .more: continue
            case .dry:
                tellIdle()
                return .dry
            case let end: return end
            }
        }
        return .more
    }

    /// The datagrams that are there, one chunk each (an empty one for an empty datagram). Drops are
    /// told before the datagram in front of which they happened.
    mutating func receiveDatagrams(
        _ socket: Int32, _ batch: inout DatagramBatch, _ drops: inout DropCount
    ) -> Outcome {
        let (slab, start, places) = filler.room(
            for: DatagramBatch.maximumCount, of: batch.stride)
        do throws(SystemError) {
            let count = try batch.receive(socket, into: slab, at: start, places: places)
            let time = Clocks.now()
            filler.skip(to: start + count * batch.stride)
            for index in 0..<count {
                let datagram = batch[index]
                // Longer than UDP allows: octets that are lost must not be lost in silence.
                if datagram.truncated { throw SystemError(call: "recvmmsg", number: EMSGSIZE) }
                if datagram.has_drops, let dropped = drops.note(datagram.drops) {
                    onEvent(.kernelDropped(datagrams: dropped))
                }
                guard batch.isWanted(datagram) else { continue }
                let (slab, range) = batch.place(of: index, in: slab, at: start)
                owesIdle = true
                lastReception = time
                handler(slab, range, time)
            }
            batch.adapt()
            return count < places ? .dry : .more
        } catch {
            return .failed(error)
        }
    }

    /// A place in a slab for `size` octets that come later; it is nobody else's.
    mutating func place(for size: Int) -> (slab: Slab, start: Int) {
        let (slab, start, _) = filler.room(for: 1, of: size)
        filler.skip(to: start + size)
        return (slab, start)
    }

    /// Hands over octets that lie in a place far too large for them: they are copied to others, and
    /// the place stays free.
    mutating func handCopy(_ slab: Slab, _ range: Range<Int>, at time: ReceptionTime) {
        let (room, start, _) = filler.room(for: 1, of: range.count)
        let octets = slab.octets(range)
        room.withUnsafeMutableOctets(start..<start + range.count) { memory in
            octets.withUnsafeBytes { memory.copyMemory(from: $0) }
        }
        filler.skip(to: start + range.count)
        hand(room, start..<start + range.count, at: time)
    }

    mutating func hand(_ slab: Slab, _ count: Int, _ time: ReceptionTime) {
        hand(slab, filler.take(count), at: time)
    }

    /// Hands over octets that lie in a place.
    mutating func hand(_ slab: Slab, _ range: Range<Int>, at time: ReceptionTime) {
        owesIdle = true
        octetsHanded += UInt64(range.count)
        lastReception = time
        handler(slab, range, time)
    }
}

// MARK: Waiting

extension ReceiverSession {
    /// Waits for `first` or `second` or a stop request.
    func wait(
        for first: Int32 = -1, _ second: Int32 = -1, events: Int32 = POLLIN,
        atMost limit: Duration? = nil
    ) throws(SystemError) -> SystemCalls.Readiness {
        try SystemCalls.wait(
            stop: stop.descriptor, first, second, events: events,
            timeout: limit?.pollTimeout ?? -1)
    }

    /// Waits like ``wait(for:_:events:atMost:)``. If octets were handed over and nothing more is
    /// there, that is told first: reading may have ended for its bound just where they did.
    mutating func waitForMore(
        for first: Int32, _ second: Int32 = -1, atMost limit: Duration? = nil
    ) throws(SystemError) -> SystemCalls.Readiness {
        if owesIdle {
            let readiness = try wait(for: first, second, atMost: .zero)
            if readiness.stop || readiness.first != 0 { return readiness }
            tellIdle()
        }
        return try wait(for: first, second, atMost: limit)
    }

    /// Lets time pass before the next attempt, unless a stop is requested.
    func pause(_ duration: Duration) {
        _ = try? wait(atMost: duration)
    }

    /// Reads a non-blocking stream until it ends; `nil` when a stop was requested.
    mutating func readToEnd(_ descriptor: Int32, name: String) -> LossReason? {
        while !stop.isRequested {
            let readiness: SystemCalls.Readiness
            do throws(SystemError) {
                readiness = try waitForMore(for: descriptor)
            } catch {
                return .failed(error.at(name))
            }
            if let end = readIfReady(descriptor, readiness.first, name: name) { return end }
        }
        return nil
    }

    /// Reads what `poll` announced in `events`; returns how the stream ended, if it did.
    mutating func readIfReady(_ descriptor: Int32, _ events: Int16, name: String) -> LossReason? {
        guard events != 0 else { return nil }
        // A hang-up with octets left says POLLIN too: they are read first.
        guard Int32(events) & (POLLIN | POLLERR) != 0 else { return .hangUp }
        switch readUntilDry(descriptor) {
        case .more: return nil
        case .dry: return Int32(events) & POLLHUP != 0 ? .hangUp : nil
        case .endOfFile: return .endOfFile
        case .failed(let error): return .failed(error.at(name))
        }
    }
}

extension Duration {
    /// Milliseconds for `poll`, rounded up, so that a short wait never becomes a busy loop.
    var pollTimeout: Int32 {
        let (seconds, attoseconds) = components
        let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? Int32.max : Int32(clamping: max(0, whole &+ part))
    }
}
