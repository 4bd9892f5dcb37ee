import Foundation

/// Random numbers that come again with their seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A generator with the seed of `FEEDHORN_SEED`, or a new one. The seed is printed, so that it
    /// is known even when the test run is killed.
    init(announcedFor name: String) {
        let given = ProcessInfo.processInfo.environment["FEEDHORN_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(name): FEEDHORN_SEED=\(seed)")
        self.init(seed: seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// `octets` with one to four of them changed, and sometimes cut.
    mutating func mutate(_ octets: [UInt8]) -> [UInt8] {
        var octets = octets
        for _ in 0..<Int.random(in: 1...4, using: &self) where !octets.isEmpty {
            let place = Int.random(in: octets.indices, using: &self)
            octets[place] ^= UInt8.random(in: 1...255, using: &self)
        }
        if Int.random(in: 0..<4, using: &self) == 0 {
            octets.removeLast(Int.random(in: 0...octets.count, using: &self))
        }
        return octets
    }
}
