import TelemetryLink

/// A part of a file in memory, in a slab that whoever reads may keep.
struct FileWindow {
    private let file: FileAccess
    private var pool: SlabPool
    private var slab: Slab
    private var start: UInt64 = 0
    private var filled = 0

    /// Octets in the window: at least a block.
    static let capacity = 2 * CaptureFormat.maximumBlock
    /// Slabs that are used again when readers have let go of them.
    private static let maximumKept = 4

    init(of file: FileAccess) {
        self.file = file
        // Most captures that are looked at by hand are far smaller than a window.
        let capacity = Int(min(UInt64(FileWindow.capacity), max(1, file.size)))
        pool = SlabPool(slabCapacity: capacity, maximumKept: FileWindow.maximumKept)
        slab = pool.take()
    }

    /// Where up to `count` octets from `offset` of the file on lie: fewer only at the file's end.
    mutating func octets(
        at offset: UInt64, count: Int
    ) throws(SystemCallError) -> (slab: Slab, range: Range<Int>) {
        assert(count <= FileWindow.capacity)
        let isInside = offset >= start && offset - start <= UInt64(filled)
        let skipped = isInside ? Int(offset - start) : 0
        if isInside, skipped + count <= filled || start + UInt64(filled) >= file.size {
            return (slab, skipped..<min(skipped + count, filled))
        }
        try fill(from: offset)
        return (slab, 0..<min(count, filled))
    }

    private mutating func fill(from offset: UInt64) throws(SystemCallError) {
        // Not the slab of before: what was handed out of it must not change.
        slab = pool.take()
        start = offset
        filled = 0
        let left = offset < file.size ? file.size - offset : 0
        let wanted = Int(min(UInt64(FileWindow.capacity), left))
        filled = try slab.withUnsafeMutableOctets(0..<wanted) { buffer throws(SystemCallError) in
            try file.read(into: buffer, at: offset)
        }
    }
}
