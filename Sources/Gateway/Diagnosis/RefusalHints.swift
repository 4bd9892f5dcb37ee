import TelemetryLink

/// What to say of frames that fail a check, by the check: each text goes on with
/// `12 of 15 frames `.
enum RefusalHints {
    /// A code or checksum fails.
    static func code(_ reason: RejectionReason, _ parameters: ManagedParameters) -> String {
        switch reason {
        case .code:
            let randomizer = parameters.coding.randomizer == nil ? "none" : "one"
            return "can't be corrected: randomizer (there is \(randomizer) now)? basis? e? "
                + "interleave? frame.length? `feedhorn identify` tries them"
        case .fecf:
            return "have a wrong FECF: do they have one (frame.fecf)? randomizer? frame.length?"
        case .fhec: return "have a wrong header error control: do they have one (frame.fhec)?"
        case .envelope:
            return "have AX.25 or CSP headers that make no sense: is that what is in the records?"
        default:
            return "have a wrong checksum: is the framing's checksum the right one, or is the line "
                + "losing octets?"
        }
    }

    /// Nothing but the header can tell, and it is of another version.
    static func unchecked(_ parameters: ManagedParameters) -> String {
        let randomizer = parameters.coding.randomizer == nil ? "none" : "one"
        return "do not begin as frames of this type, and nothing else checks them: randomizer "
            + "(there is \(randomizer) now)? frame.type? frame.length?"
    }

    /// The frame is good as such, and not one of this link.
    static func frame(_ reason: RejectionReason, _ parameters: ManagedParameters) -> String {
        switch reason {
        case .version: "pass their code and are of another version: is frame.type right?"
        case .virtualChannel: "are of channels that the link rejects: is channels right?"
        case .length: "have another length than they say: frame.length?"
        case .security:
            "fail the security check: right key, association, ivOctets, macOctets and "
                + "authenticationMask?"
        case .firstHeaderPointer, .dataField:
            "have a data field that contradicts itself: frame.insertZone, frame.ocf, frame.fecf?"
        case .signature: "have a wrong signature, or none: right key?"
        case .truncated: "are cut off: is something losing octets?"
        default: "are rejected (\(reason))"
        }
    }
}
