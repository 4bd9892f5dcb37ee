import TelemetryLink

/// Reading from a terminal that marks garbled characters.
extension ReceiverSession {
    /// One read: one chunk, without the marks. Nobody has seen the slab's octets yet, so they are
    /// changed where they lie.
    mutating func readMarked(_ descriptor: Int32, _ marks: inout LineMarkReader) -> Outcome {
        let (slab, room) = filler.room()
        let begun = marks.begun
        do throws(SystemError) {
            let count = try slab.withUnsafeMutableOctets(room) {
                (memory) throws(SystemError) in
                marks.restore(in: memory)
                return try SystemCalls.read(
                    descriptor, into: UnsafeMutableRawBufferPointer(rebasing: memory[begun...]))
            }
            let time = Clocks.now()
            guard let count else { return .dry }
            guard count > 0 else { return .endOfFile }
            let end = room.lowerBound + begun + count
            let (kept, isMarked) = slab.withUnsafeMutableOctets(room.lowerBound..<end) {
                marks.unescape($0, at: octetsHanded)
            }
            if isMarked { tell(.erredChunk) }
            if kept > 0 { hand(slab, kept, time) }
            return .more
        } catch {
            return .failed(error)
        }
    }
}
