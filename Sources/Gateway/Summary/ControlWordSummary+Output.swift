import CCSDS
import OrderedJSON

extension ControlWordSummary {
    /// `clcw`, `frame_security_reports` and `other_control_fields`; what did not come is left out.
    var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if !uplinks.isEmpty { members.append(.init("clcw", .array(uplinks.map(\.json)))) }
        if !security.isEmpty {
            members.append(.init("frame_security_reports", .array(security.map(\.json))))
        }
        if others > 0 { members.append(.init("other_control_fields", .unsigned(others))) }
        return members
    }

    /// A line for each channel of the uplink, one for each spacecraft's security, one for others.
    var lines: [String] {
        uplinks.map(\.line) + security.map(\.line)
            + (others > 0 ? ["  ocf others  \(others)"] : [])
    }
}

extension ControlWordSummary.Uplink {
    /// Counts of the words with each flag, and the fields of the last one.
    fileprivate var json: JSONValue {
        .object([
            .init("scid", .unsigned(UInt64(spacecraft.rawValue))),
            .init("vcid", .unsigned(UInt64(virtualChannel.rawValue))),
            .init("count", .unsigned(count)),
            .init("no_rf_available", .unsigned(noRadioFrequency)),
            .init("no_bit_lock", .unsigned(noBitLock)),
            .init("lockout", .unsigned(lockout)),
            .init("wait", .unsigned(wait)),
            .init("retransmit", .unsigned(retransmit)),
            .init("last_status", .unsigned(UInt64(last.status))),
            .init("last_cop_in_effect", .unsigned(UInt64(last.copInEffect))),
            .init("last_farm_b_counter", .unsigned(UInt64(last.farmBCounter))),
            .init("last_report_value", .unsigned(UInt64(last.reportValue))),
        ])
    }

    fileprivate var line: String {
        "  clcw \(spacecraft)/\(virtualChannel)  words \(count), no RF \(noRadioFrequency)"
            + ", no bit lock \(noBitLock), lockout \(lockout), wait \(wait)"
            + ", retransmit \(retransmit); last: COP \(last.copInEffect)"
            + ", FARM-B \(last.farmBCounter), N(R) \(last.reportValue)"
    }
}

extension ControlWordSummary.Security {
    fileprivate var json: JSONValue {
        .object([
            .init("scid", .unsigned(UInt64(spacecraft.rawValue))),
            .init("count", .unsigned(count)),
            .init("alarm", .unsigned(alarms)),
            .init("bad_sequence_number", .unsigned(badSequenceNumbers)),
            .init("bad_mac", .unsigned(badCodes)),
            .init("bad_sa", .unsigned(badAssociations)),
            .init("last_spi", .unsigned(UInt64(last.lastSecurityParameterIndex))),
            .init("last_sequence_number", .unsigned(UInt64(last.sequenceNumber))),
        ])
    }

    fileprivate var line: String {
        "  fsr \(spacecraft)  reports \(count), alarm \(alarms)"
            + ", bad sequence number \(badSequenceNumbers), bad code \(badCodes)"
            + ", bad association \(badAssociations); last: SPI \(last.lastSecurityParameterIndex)"
            + ", number \(last.sequenceNumber)"
    }
}
