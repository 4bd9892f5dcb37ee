import CCSDS

// The same questions asked about an array: an expectation of the test library cannot hold a span.

func length(of octets: [UInt8], maximum: Int) -> PacketLength {
    packetLength(octets.span.bytes, maximum: maximum)
}

func spacePacketLength(ofHeader octets: [UInt8]) -> Int? {
    SpacePacketView.length(ofHeader: octets.span.bytes)
}

func isoChecksum(over octets: [UInt8]) -> UInt16 {
    ISOChecksum.value(over: octets.span.bytes)
}

func isISOChecksumCorrect(_ octets: [UInt8]) -> Bool {
    ISOChecksum.isCorrect(octets.span.bytes)
}

func timeCode(_ octets: [UInt8]) throws(WireError) -> TimeCode {
    try TimeCode(checking: octets.span.bytes)
}
