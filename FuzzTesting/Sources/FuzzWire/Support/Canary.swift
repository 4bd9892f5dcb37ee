import CCSDS

/// The canary: a reader of space packets with a fault planted into it, which must be found.
///
/// It believes the packet's length, as if the length had been checked: what stands behind the
/// input is read. A fuzzer that passes this by proves nothing about the others.
func fuzzCanary(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    guard bytes.count >= 6, bytes[0] >> 5 == 0, let base = bytes.baseAddress else { return }
    guard let length = SpacePacketView.length(ofHeader: bytes.bytes) else { return }
    // The planted fault: `length` may be more than `bytes.count`.
    let last = base.load(fromByteOffset: length - 1, as: UInt8.self)
    try require(packetIsPlausible(length, last), "a packet of no octets")
}

/// Out of line, so that the octet is really read.
@inline(never)
private func packetIsPlausible(_ length: Int, _ last: UInt8) -> Bool {
    length > Int(last) / 256
}
