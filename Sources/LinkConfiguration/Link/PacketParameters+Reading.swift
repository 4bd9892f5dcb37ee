import TelemetryLink

extension PacketParameters {
    private enum ErrorControl {
        case none
        case crc16
        case pus
    }

    /// `packets`: limits and surroundings of packets.
    init(_ section: Section<PacketsKey>) {
        self.init()
        maximumLength =
            section.integer(.maxLength, in: 7...LinkLimits.record) ?? maximumLength
        octetsBefore = section.integer(.octetsBefore, in: 0...4096) ?? octetsBefore
        let control: ErrorControl? = section.choice(
            .errorControl, ["none": .none, "crc16": .crc16, "pus": .pus])
        errorControl = (control ?? ErrorControl.none) != .none
        errorControlNeedsSecondaryHeader = control == .pus
        maximumGap = section.integer(.maxGap, in: 1...16_383).map { UInt64($0) }
    }
}
