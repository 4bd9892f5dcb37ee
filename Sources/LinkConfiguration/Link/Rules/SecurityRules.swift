import CCSDS
import TelemetryLink

/// A security association: what its service needs, that it fits into a frame, and that a key can
/// be used with it.
enum SecurityRules {
    /// What the frame security with keys has to offer: AES in Galois/counter mode.
    private static let minimumVector = 12
    private static let codeLength = 16

    static func check(
        _ association: SecurityAssociation, _ section: Section<AssociationKey>, _ draft: LinkDraft
    ) {
        checkService(association, section)
        if section.has(.key) { checkKey(association, section) }
        checkReplay(association, section)
        guard draft.frameType?.isTransferFrame == true else { return }
        checkLengths(association, section, draft)
        checkMask(association, section, draft.parameters.frame)
    }

    private static func checkService(
        _ association: SecurityAssociation, _ section: Section<AssociationKey>
    ) {
        if association.service == .encryption {
            for key in [AssociationKey.key, .authenticationMask] where section.has(key) {
                section.diagnostics.report(
                    section.keyPosition(key),
                    "'\(key.rawValue)' with service encryption, which nothing verifies: expected "
                        + "it only with authentication or authenticatedEncryption")
            }
        } else if association.format.code == 0 {
            section.report(
                .macOctets, "0 for 'macOctets' with a service that authenticates, expected more")
        }
    }

    private static func checkKey(
        _ association: SecurityAssociation, _ section: Section<AssociationKey>
    ) {
        guard association.service != .encryption else { return }
        if association.format.code != 0, association.format.code != codeLength {
            section.report(
                .macOctets,
                "\(association.format.code) for 'macOctets' of an association with a key, expected "
                    + "\(codeLength): keys are those of AES-GCM")
        }
        if association.format.initializationVector < minimumVector {
            section.report(
                .ivOctets,
                "\(association.format.initializationVector) for 'ivOctets' of an association with "
                    + "a key, expected at least \(minimumVector): keys are those of AES-GCM")
        }
    }

    private static func checkReplay(
        _ association: SecurityAssociation, _ section: Section<AssociationKey>
    ) {
        guard section.has(.replayWindow) else { return }
        let place = section.keyPosition(.replayWindow)
        if !section.has(.key) {
            section.diagnostics.report(
                place,
                "'replayWindow' of an association without 'key', expected both: a number that "
                    + "nothing verifies says nothing")
        }
        let format = association.format
        if format.sequenceNumber == 0, !(1...16).contains(format.initializationVector) {
            section.diagnostics.report(
                place,
                "'replayWindow' without a number to look at, expected 'snOctets', or 'ivOctets' "
                    + "from 1 to 16")
        }
    }

    private static func checkLengths(
        _ association: SecurityAssociation, _ section: Section<AssociationKey>, _ draft: LinkDraft
    ) {
        let frame = draft.parameters.frame
        let overhead = association.format.headerLength + association.format.trailerLength
        guard frame.length > 0, FrameRules.overhead(frame) + overhead >= frame.length else {
            return
        }
        section.diagnostics.report(
            section.position,
            "\(overhead) octets of security header and trailer in a frame of \(frame.length), "
                + "expected less: no data are left")
    }

    private static func checkMask(
        _ association: SecurityAssociation, _ section: Section<AssociationKey>,
        _ frame: FrameParameters
    ) {
        guard let mask = association.authenticationMask else { return }
        let longest =
            switch frame.type {
            // The longest secondary header has 64 octets (CCSDS 132.0-B-3 §4.1.3).
            case .tm: frame.dataFieldOffset ?? 70
            // With a frame count of 7 octets (CCSDS 732.1-B-2 §4.1.2.11).
            case .uslp: 14 + frame.insertZone
            default: 6 + (frame.fhec ? 2 : 0) + frame.insertZone
            }
        guard mask.count > longest else { return }
        section.report(
            .authenticationMask,
            "\(mask.count) octets of mask for \(longest) octets in front of the security header, "
                + "expected no more than those")
    }
}
