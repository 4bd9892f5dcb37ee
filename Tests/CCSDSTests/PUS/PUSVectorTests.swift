import CCSDS
import Testing

/// Are the PUS packets of the vectors read as their makers and checkers read them?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct PUSVectorTests {
    static func parameters(_ vector: Vector) -> PUSTelemetryParameters {
        let config = vector.config
        let issue: PUSTelemetryParameters.Issue =
            vector.kind == "pus_c_tm"
            ? .c
            : .a(
                hasSubcounter: config["subcounter"].flag == true,
                destinationOctets: config["destination"].flag == true ? 1 : 0)
        return PUSTelemetryParameters(
            issue: issue, timeOctets: config["time_octets"].integer ?? 0,
            errorControl: config["pec"].flag == true ? .cyclicRedundancyCode : .none)
    }

    @Test(arguments: Vectors.load("pus", kinds: "pus_c_tm", "pus_a_tm"))
    func telemetry(_ vector: Vector) throws {
        let octets = vector.octets
        let packet = try SpacePacketView(checking: octets.span.bytes)
        let parameters = Self.parameters(vector)
        let view = try PUSTelemetryPacketView(checking: packet, parameters: parameters)
        let error = wireError { () throws(WireError) in
            try view.checkErrorControl { bitwiseCRC(copy($0)) }
        }
        guard vector.expect == "ok" else {
            #expect(vector.expect == "pec_error")
            #expect(error?.code == .checksum)
            #expect(error?.offset == octets.count - 2)
            return
        }
        #expect(error == nil)
        let header = view.secondaryHeader
        let fields = vector.fields
        let (application, count) = (packet.application, packet.sequenceCount)
        #expect(Int(application.rawValue) == fields["apid"].integer)
        #expect(fields["seq_count"] == .null || Int(count) == fields["seq_count"].integer)
        #expect(Int(header.version) == fields["pus_version"].integer)
        #expect(Int(header.timeReferenceStatus) == fields["time_ref_status"].integer ?? 0)
        #expect(Int(header.service) == fields["service"].integer)
        #expect(Int(header.subtype) == fields["subtype"].integer)
        let counter = vector.kind == "pus_c_tm" ? "message_counter" : "packet_subcounter"
        #expect(header.messageCounter.map { Int($0) } == fields[counter].integer)
        #expect(header.destination.map { Int($0) } == fields["destination_id"].integer)
        let (time, data) = (copy(view.time), copy(view.sourceData))
        #expect(time == fields["time"].octets)
        #expect(data == fields["source"].octets)

        var serialized: [UInt8] = []
        header.serialize(into: &serialized, time: time, parameters: parameters)
        #expect(serialized == Array(octets.dropFirst(6).prefix(parameters.headerLength)))
    }

    @Test(arguments: Vectors.load("pus", kinds: "pus_c_tc"))
    func telecommand(_ vector: Vector) throws {
        let octets = vector.octets
        let packet = try SpacePacketView(checking: octets.span.bytes)
        let view = try PUSTelecommandPacketView(checking: packet)
        try view.checkErrorControl { bitwiseCRC(copy($0)) }
        let application = packet.application
        #expect(Int(application.rawValue) == vector.fields["apid"].integer)
        let numbers = [
            Int(view.acknowledgementFlags), Int(view.service), Int(view.subtype),
            Int(view.sourceIdentifier),
        ]
        #expect(
            numbers == ["ack", "service", "subtype", "source_id"].map { vector.fields[$0].integer })
        let data = copy(view.applicationData)
        #expect(data == vector.fields["app"].octets)
    }
}
