import Glibc
import TelemetryLink

/// Blocks that go to the file in one `writev`: what the store has encoded lies in one array, the
/// chunks' octets stay in their slabs, which the batch holds.
struct BlockBatch {
    private struct Piece {
        /// The slab of a chunk; nil for encoded octets.
        var slab: Slab?
        var start: Int
        var count: Int
    }

    /// Most pieces of one `writev` (`IOV_MAX` of Linux), less the two of a further chunk.
    private static let maximumPieces = 1024 - 2
    /// A batch of this many octets is written before more is added: enough that a system call
    /// costs nothing, little enough that counters move steadily.
    private static let fullAtOctets = 1 << 20
    private static let fullAtEncodedOctets = 256 << 10
    /// Most octets of a batch: one that is not quite full, and one more block.
    static let maximumOctets = fullAtOctets + CaptureFormat.maximumBlock

    private var encoded: [UInt8] = []
    private var pieces: [Piece] = []
    /// Octets of all pieces.
    private(set) var octets = 0

    init() {
        encoded.reserveCapacity(2 * BlockBatch.fullAtEncodedOctets)
        pieces.reserveCapacity(BlockBatch.maximumPieces + 2)
    }

    /// No further block should be added.
    var isFull: Bool {
        pieces.count > BlockBatch.maximumPieces - 2 || octets >= BlockBatch.fullAtOctets
            || encoded.count >= BlockBatch.fullAtEncodedOctets
    }

    mutating func removeAll() {
        encoded.removeAll(keepingCapacity: true)
        pieces.removeAll(keepingCapacity: true)
        octets = 0
    }

    /// Appends the octets that `encode` appends to the array; returns what `body` makes of them.
    mutating func append<Result>(
        _ encode: (inout [UInt8]) -> Void, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let start = encoded.count
        encode(&encoded)
        let count = encoded.count - start
        if let last = pieces.indices.last, pieces[last].slab == nil {
            pieces[last].count += count
        } else {
            pieces.append(Piece(slab: nil, start: start, count: count))
        }
        octets += count
        return encoded.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    }

    /// Appends octets of a slab.
    mutating func append(_ slab: Slab, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        pieces.append(Piece(slab: slab, start: range.lowerBound, count: range.count))
        octets += range.count
    }

    /// Runs `body` on the pieces that follow the first `done` octets.
    func withPieces<Result>(
        after done: Int, _ body: (UnsafeBufferPointer<iovec>) -> Result
    ) -> Result {
        encoded.withUnsafeBytes { encoded in
            withUnsafeTemporaryAllocation(of: iovec.self, capacity: pieces.count) { vectors in
                var count = 0
                var skip = done
                for piece in pieces {
                    guard skip < piece.count else {
                        skip -= piece.count
                        continue
                    }
                    guard let address = BlockBatch.address(of: piece, in: encoded) else { continue }
                    vectors.initializeElement(
                        at: count,
                        to: iovec(
                            iov_base: UnsafeMutableRawPointer(mutating: address + skip),
                            iov_len: piece.count - skip))
                    count += 1
                    skip = 0
                }
                return body(UnsafeBufferPointer(rebasing: vectors[..<count]))
            }
        }
    }

    /// Where a piece's octets lie: valid while the batch is, which holds the slab.
    private static func address(
        of piece: Piece, in encoded: UnsafeRawBufferPointer
    ) -> UnsafeRawPointer? {
        let range = piece.start..<piece.start + piece.count
        guard let slab = piece.slab else {
            return UnsafeRawBufferPointer(rebasing: encoded[range]).baseAddress
        }
        return slab.octets(range).withUnsafeBytes { $0.baseAddress }
    }
}
