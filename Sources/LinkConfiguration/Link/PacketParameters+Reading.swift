import CCSDS
import TelemetryLink

extension PacketParameters {
    private struct ErrorControl: Equatable {
        var code: PacketErrorControl
        var needsSecondaryHeader = false
    }

    /// `packets`: limits and surroundings of packets.
    init(_ section: Section<PacketsKey>) {
        self.init()
        maximumLength =
            section.integer(.maxLength, in: 7...LinkLimits.record) ?? maximumLength
        octetsBefore = section.integer(.octetsBefore, in: 0...4096) ?? octetsBefore
        let control: ErrorControl? = section.choice(
            .errorControl,
            [
                "none": ErrorControl(code: .none),
                "crc16": ErrorControl(code: .cyclicRedundancyCode),
                "pus": ErrorControl(code: .cyclicRedundancyCode, needsSecondaryHeader: true),
                "iso8473": ErrorControl(code: .isoChecksum),
                "pusISO8473": ErrorControl(code: .isoChecksum, needsSecondaryHeader: true),
            ])
        if let control, control.code != .none {
            errorControl = true
            errorControlCode = control.code
            errorControlNeedsSecondaryHeader = control.needsSecondaryHeader
        }
        maximumGap = section.integer(.maxGap, in: 1...16_383).map { UInt64($0) }
        if section.has(.reassemble) {
            reassembly = ReassemblyParameters(
                section.section(.reassemble, ReassemblyKey.self))
        }
    }
}

extension ReassemblyParameters {
    /// `packets.reassemble`: which user data is put together from its segments.
    init(_ section: Section<ReassemblyKey>) {
        self.init()
        let apids = section.integers(.apids, in: 0...2046) ?? []
        applications = apids.map { ApplicationProcessIdentifier(rawValue: UInt16($0)) }
        maximumLength = section.integer(.maxLength, in: 1...LinkLimits.record) ?? maximumLength
        secondaryHeaderLength =
            section.integer(.secondaryHeader, in: 0...4096) ?? secondaryHeaderLength
    }
}
