import CCSDS
import TelemetryLink

/// What operational control fields say: of the uplink, for each of its virtual channels (CCSDS
/// 232.0-B-4 §4.2), and of frame security (355.1-B-1 §4.2).
struct ControlWordSummary: Sendable {
    /// Control words of one virtual channel of an uplink.
    struct Uplink: Sendable {
        let spacecraft: SpacecraftIdentifier
        let virtualChannel: VirtualChannelIdentifier
        var count: UInt64 = 0
        var lockout: UInt64 = 0
        var wait: UInt64 = 0
        var retransmit: UInt64 = 0
        var noRadioFrequency: UInt64 = 0
        var noBitLock: UInt64 = 0
        var last: CommunicationsLinkControlWord
    }

    /// Frame security reports of one spacecraft.
    struct Security: Sendable {
        let spacecraft: SpacecraftIdentifier
        var count: UInt64 = 0
        var alarms: UInt64 = 0
        var badSequenceNumbers: UInt64 = 0
        var badCodes: UInt64 = 0
        var badAssociations: UInt64 = 0
        var last: FrameSecurityReport
    }

    /// In the order in which they came first.
    private(set) var uplinks: [Uplink] = []
    private(set) var security: [Security] = []
    /// Fields that are neither: a project's own reports, and what there was no room for.
    private(set) var others: UInt64 = 0

    /// Channels that are told apart: all of one spacecraft, some of several. Noise has more.
    private static let maximumUplinks = 256
    private static let maximumSpacecraft = 64

    mutating func add(_ word: UInt32, from spacecraft: SpacecraftIdentifier) {
        let field = OperationalControlField(rawValue: word)
        if let word = field.communicationsLinkControlWord {
            add(word, spacecraft)
        } else if let report = field.frameSecurityReport {
            add(report, spacecraft)
        } else {
            others += 1
        }
    }

    private mutating func add(
        _ word: CommunicationsLinkControlWord, _ spacecraft: SpacecraftIdentifier
    ) {
        let channel = word.virtualChannel
        var found = uplinks.firstIndex {
            $0.spacecraft == spacecraft && $0.virtualChannel == channel
        }
        if found == nil, uplinks.count < ControlWordSummary.maximumUplinks {
            uplinks.append(Uplink(spacecraft: spacecraft, virtualChannel: channel, last: word))
            found = uplinks.count - 1
        }
        guard let index = found else {
            others += 1
            return
        }
        uplinks[index].count += 1
        if word.lockout { uplinks[index].lockout += 1 }
        if word.wait { uplinks[index].wait += 1 }
        if word.retransmit { uplinks[index].retransmit += 1 }
        if word.noRadioFrequencyAvailable { uplinks[index].noRadioFrequency += 1 }
        if word.noBitLock { uplinks[index].noBitLock += 1 }
        uplinks[index].last = word
    }

    private mutating func add(_ report: FrameSecurityReport, _ spacecraft: SpacecraftIdentifier) {
        var found = security.firstIndex { $0.spacecraft == spacecraft }
        if found == nil, security.count < ControlWordSummary.maximumSpacecraft {
            security.append(Security(spacecraft: spacecraft, last: report))
            found = security.count - 1
        }
        guard let index = found else {
            others += 1
            return
        }
        security[index].count += 1
        if report.alarm { security[index].alarms += 1 }
        if report.badSequenceNumber { security[index].badSequenceNumbers += 1 }
        if report.badMessageAuthenticationCode { security[index].badCodes += 1 }
        if report.badSecurityAssociation { security[index].badAssociations += 1 }
        security[index].last = report
    }
}
