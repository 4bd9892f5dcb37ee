/// Octets that begin at a multiple of 64 in memory: so no vector lies across two cache lines.
struct AlignedOctets: Sendable {
    private static let alignment = 64

    private let storage: [UInt8]
    private let start: Int
    let count: Int

    init(_ octets: [UInt8]) {
        count = octets.count
        // An array that is never changed keeps its place, and so do its copies.
        var storage = [UInt8](repeating: 0, count: octets.count + AlignedOctets.alignment)
        let start = unsafe storage.withUnsafeMutableBytes { room in
            let address = Int(bitPattern: room.baseAddress)
            let start = -address & (AlignedOctets.alignment - 1)
            unsafe UnsafeMutableRawBufferPointer(rebasing: room[start...]).copyBytes(from: octets)
            return start
        }
        self.storage = storage
        self.start = start
    }

    func withUnsafePointer<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        unsafe storage.withUnsafeBufferPointer { storage in
            guard let base = storage.baseAddress else {
                preconditionFailure("an array with octets has an address")
            }
            return unsafe body(base + start)
        }
    }
}
