import CCSDS

/// Space packets: view, header, and the length of the header alone say the same.
func fuzzSpacePacket(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let length = SpacePacketView.length(ofHeader: bytes.bytes)
    do {
        let packet = try SpacePacketView(checking: bytes.bytes)
        try requireEqual(packet.length, length ?? -1, "length")
        try requireInside(packet.octets, bytes, "packet")
        try requireInside(packet.dataField, bytes, "data field")
        try requireEqual(packet.dataField.byteCount, packet.length - 6, "data field")
        var header: [UInt8] = []
        SpacePacketHeader(packet).serialize(into: &header)
        try requireEqual(header, Array(bytes.prefix(6)), "header written again")
        try requireEqual(packet.isIdle, packet.application == .idle, "idle")
        try requireEqual(packet.version, 0, "version")
    } catch let error as WireError {
        try requireSound(error, bytes)
        let isCut = error.code == .truncated && error.expected > bytes.count
        try require(isCut || error.code == .version, "refused: \(error)")
    } catch {
        throw finding(error)
    }
}

/// Encapsulation packets of all four header forms.
func fuzzEncapsulationPacket(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    do {
        let packet = try EncapsulationPacketView(checking: bytes.bytes)
        try requireInside(packet.octets, bytes, "packet")
        try requireInside(packet.dataField, bytes, "data field")
        let header = EncapsulationPacketHeader(packet)
        try requireEqual(header.headerLength + header.dataLength, packet.length, "length")
        var octets: [UInt8] = []
        header.serialize(into: &octets)
        try requireEqual(octets, Array(bytes.prefix(packet.headerLength)), "header written again")
        try requireEqual(packet.isIdle, packet.protocolIdentifier == .idle, "idle")
    } catch let error as WireError {
        try requireSound(error, bytes)
    } catch {
        throw finding(error)
    }
}

/// Walking packets: each step is what the view there says, and the walk ends in time.
func fuzzPacketWalk(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let maximum = 7 + input.below(65_536)
    let octets = input.rest
    var walker = PacketWalker(octets.bytes, maximumLength: maximum)
    var offset = 0
    var steps = 0
    // Each packet has one octet at least.
    while true {
        let said = packetLength(walker.rest, maximum: maximum)
        let step = walker.next()
        guard case .packet(let place, let length, let isEncapsulation) = step else {
            try requireEqual(walker.next(), step, "the end, asked again")
            try requireEqual(walker.offset, offset, "place of the end")
            if case .end = step { try requireEqual(offset, octets.count, "end") }
            return
        }
        try requireEqual(place, offset, "place")
        try requireEqual(said, .length(length, isEncapsulation: isEncapsulation), "length")
        try require(length > 0 && offset + length <= octets.count, "length \(length)")
        let rest = UnsafeRawBufferPointer(rebasing: octets[offset...])
        try requireView(rest, length, isEncapsulation)
        offset += length
        steps += 1
        try require(steps <= octets.count, "endless walk")
    }
}

private func requireView(
    _ octets: UnsafeRawBufferPointer, _ length: Int, _ isEncapsulation: Bool
) throws(FuzzFinding) {
    do {
        let found =
            isEncapsulation
            ? try EncapsulationPacketView(checking: octets.bytes).length
            : try SpacePacketView(checking: octets.bytes).length
        try requireEqual(found, length, "length of the view")
    } catch {
        throw finding(error)
    }
}

/// An error of a format names a place that is in the octets, or right behind them.
func requireSound(_ error: WireError, _ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    try require((0...bytes.count).contains(error.offset), "place outside: \(error)")
    try require(!error.description.isEmpty, "no words")
    if error.code == .truncated {
        try require(error.expected > error.found, "truncated: \(error)")
    }
}

/// Any error as a finding: one that was none of those expected.
func finding(_ error: any Error) -> FuzzFinding {
    error as? FuzzFinding ?? FuzzFinding("unexpected error: \(error)")
}
