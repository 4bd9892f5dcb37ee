import LinkFraming

/// AX.25 frames.
func fuzzAX25(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    do {
        let frame = try AX25FrameView(checking: bytes.bytes)
        try require((2...10).contains(frame.addressCount), "\(frame.addressCount) addresses")
        for index in 0..<frame.addressCount {
            let address = frame.address(at: index)
            try require(address.callsign.unicodeScalars.count <= 6, "a call sign of over 6")
            try require(!address.description.isEmpty, "no name")
        }
        try requireInside(frame.data, bytes, "data")
        try requireEqual(frame.data.byteCount, frame.dataRange.count, "data")
        let control = 7 * frame.addressCount
        try requireEqual(frame.control, bytes[control], "control")
        if let identifier = frame.protocolIdentifier {
            try requireEqual(identifier, bytes[control + 1], "protocol identifier")
        }
        if frame.carriesData {
            try requireEqual(
                frame.dataRange, min(bytes.count, control + 2)..<bytes.count, "data")
        }
    } catch let fault as FramingFault {
        try require((0...bytes.count).contains(fault.offset), "place outside: \(fault)")
    } catch {
        throw finding(error)
    }
}

/// Packets of the CubeSat Space Protocol, both versions.
func fuzzCSP(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let version = input.flag() ? CSPVersion.one : .two
    let checksum = input.one(of: [CSPPacketView.Checksum.asFlagged, .always, .never])
    let octets = input.rest
    do {
        let packet = try CSPPacketView(
            checking: octets.bytes, version: version, checksum: checksum)
        try requireInside(packet.data, octets, "data")
        let trailer = octets.count - packet.dataRange.upperBound
        try requireEqual(packet.dataRange.lowerBound, version.headerLength, "start of the data")
        try require(trailer == 0 || trailer == 4, "\(trailer) octets behind the data")
        try require(checksum != .never || trailer == 0, "a checksum that is not read")
    } catch let fault as FramingFault {
        try require((0...octets.count).contains(fault.offset), "place outside: \(fault)")
    } catch {
        throw finding(error)
    }
}

/// MAVLink frames, both versions.
func fuzzMAVLink(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let stated = MAVLinkFrameView.length(of: bytes.bytes)
    do {
        let frame = try MAVLinkFrameView(checking: bytes.bytes)
        try requireEqual(frame.octets.byteCount, stated ?? -1, "length")
        try requireInside(frame.octets, bytes, "frame")
        try requireInside(frame.payload, bytes, "payload")
        try requireInside(frame.signedOctets, bytes, "signed octets")
        try requireEqual(frame.payload.byteCount, frame.payloadLength, "payload")
        for offset in [0, 1, 254, 255] {
            let octet = frame.payloadOctet(at: offset)
            try require(offset < frame.payloadLength || octet == 0, "octet behind the payload")
        }
        try require(frame.message < 1 << 24, "message \(frame.message)")
        if frame.integrity != .unverified {
            try require(MAVLinkMessage(frame.message) != nil, "an unknown message is verified")
        }
        try require(frame.version == 2 || frame.signature == nil, "a signature of version 1")
    } catch let fault as FramingFault {
        try require((0...bytes.count).contains(fault.offset), "place outside: \(fault)")
    } catch {
        throw finding(error)
    }
}
