import CCSDS
import ChannelCoding

/// PUS telemetry of both issues, with every form of optional field.
func fuzzPUSTelemetry(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let hasSubcounter = input.flag()
    let issue: PUSTelemetryParameters.Issue =
        input.flag() ? .c : .a(hasSubcounter: hasSubcounter, destinationOctets: input.below(3))
    let parameters = PUSTelemetryParameters(
        issue: issue, timeOctets: input.below(65), spareOctets: input.below(65),
        errorControl: input.one(of: PacketErrorControl.allCases))
    let octets = input.rest
    do {
        let packet = try SpacePacketView(checking: octets.bytes)
        let view = try PUSTelemetryPacketView(checking: packet, parameters: parameters)
        try requireInside(view.time, octets, "time")
        try requireInside(view.sourceData, octets, "source data")
        let parts =
            6 + parameters.headerLength + view.sourceData.byteCount
            + parameters.errorControl.octets
        try requireEqual(parts, packet.length, "parts")
        var written: [UInt8] = []
        view.secondaryHeader.serialize(
            into: &written, time: Array(view.time), parameters: parameters)
        try requireEqual(written.count, parameters.headerLength, "header written again")
        let fixed = parameters.headerLength - parameters.timeOctets - parameters.spareOctets
        // PUS-A leaves five bits of the first octet undefined.
        let first = issue == .c ? octets[6] : octets[6] & 0x70
        try requireEqual(
            Array(written.prefix(fixed)), [first] + octets[7..<6 + fixed], "header written again")
        try view.checkErrorControl { CRC16.checksum($0) }
    } catch let error as WireError {
        try requireSound(error, octets)
    } catch {
        throw finding(error)
    }
}

/// PUS telecommands, as they come back in reports.
func fuzzPUSTelecommand(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let spare = input.below(65)
    let control = input.one(of: PacketErrorControl.allCases)
    let octets = input.rest
    do {
        let packet = try SpacePacketView(checking: octets.bytes)
        let view = try PUSTelecommandPacketView(
            checking: packet, spareOctets: spare, errorControl: control)
        try requireInside(view.applicationData, octets, "application data")
        try requireEqual(
            11 + spare + view.applicationData.byteCount + control.octets, packet.length, "parts")
        try requireEqual(view.service, octets[7], "service")
        try requireEqual(view.subtype, octets[8], "subtype")
        let source = UInt16(octets[9]) << 8 | UInt16(octets[10])
        try requireEqual(view.sourceIdentifier, source, "source")
        try requireEqual(view.errorControlField == nil, control == .none, "error control")
        try view.checkErrorControl { CRC16.checksum($0) }
    } catch let error as WireError {
        try requireSound(error, octets)
    } catch {
        throw finding(error)
    }
}
