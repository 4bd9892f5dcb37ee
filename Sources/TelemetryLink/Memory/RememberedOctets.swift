/// The last frame of a channel, or packet of an APID, to tell a repeat from a reset counter.
///
/// While a chunk is decoded they are looked up where they lie. When it is done only their digest
/// stays: a channel that speaks once an hour must not keep a slab from being used again.
struct RememberedOctets: Sendable {
    private var slab: Slab?
    private var offset = 0
    private var length = 0
    private var digest: UInt64 = 0

    /// No slab is held.
    var isSettled: Bool { slab == nil }

    mutating func remember(_ slab: Slab, _ offset: Int, length: Int) {
        if self.slab !== slab { self.slab = slab }
        self.offset = offset
        self.length = length
    }

    /// The same octets lie at `offset` of `slab`.
    func equal(_ slab: Slab, _ offset: Int, length: Int) -> Bool {
        guard length == self.length else { return false }
        if let own = self.slab {
            return Octets.equal(own, self.offset, slab, offset, count: length)
        }
        return digest == Octets.digest(slab, offset, count: length)
    }

    /// Lets the slab go.
    mutating func settle() {
        guard let slab else { return }
        digest = Octets.digest(slab, offset, count: length)
        self.slab = nil
    }
}
