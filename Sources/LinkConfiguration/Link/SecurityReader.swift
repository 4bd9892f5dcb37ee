import CCSDS
import TelemetryLink

/// `security`: frame security, its associations and where their keys are.
struct SecurityReader {
    private let draft: LinkDraft
    private let section: Section<SecurityKey>
    private var parameters = SecurityParameters(associations: [])
    private var names: [SecurityParameterIndex: Located<String>] = [:]

    init(_ draft: LinkDraft) {
        self.draft = draft
        section = draft.security
    }

    /// - Returns: `nil` for a link without `security`; no keys where none are named.
    mutating func read() -> (parameters: SecurityParameters?, keys: LinkKeys?) {
        guard section.isPresent, section.isReadable else { return (nil, nil) }
        let unknown: SecurityParameters.Unknown? = section.choice(
            .otherSpi, ["reject": .reject, "frames": .deliver])
        parameters.unknown = unknown ?? parameters.unknown
        readAssociations()
        let isEmpty = parameters.associations.isEmpty && parameters.unknown == .reject
        if isEmpty, draft.diagnostics.isEmpty {
            draft.diagnostics.report(
                section.position,
                "'security' without associations, expected one at least, or 'otherSpi: frames'")
        }
        return (parameters, readKeys())
    }

    private func readKeys() -> LinkKeys? {
        guard let file = section.text(.keys) else {
            for name in names.values {
                draft.diagnostics.report(
                    name.position,
                    "a key without 'security.keys', expected the path of the file of keys there")
            }
            return nil
        }
        if names.isEmpty, draft.diagnostics.isEmpty {
            draft.diagnostics.report(
                section.keyPosition(.keys),
                "'security.keys', but no association names a 'key' out of it")
        }
        let path = FilePath.resolve(file.value, from: file.position.file)
        return LinkKeys(file: Located(path, at: file.position), names: names)
    }

    private mutating func readAssociations() {
        guard let node = section.node(.associations) else { return }
        guard let pairs = node.pairs else {
            draft.diagnostics.report(
                node.position,
                "\(node.found) for 'security.associations', expected security parameter indexes "
                    + "such as '1: {service: authenticatedEncryption}'")
            return
        }
        guard pairs.count <= SecurityParameters.maximumAssociations else {
            draft.diagnostics.report(
                node.position,
                "\(pairs.count) associations, expected at most "
                    + "\(SecurityParameters.maximumAssociations)")
            return
        }
        for pair in pairs { readAssociation(pair) }
    }

    private mutating func readAssociation(_ pair: DocumentNode.Pair) {
        // 0 and 65,535 are reserved (CCSDS 355.0-B-2 §4.1.1.2).
        guard
            let number = ScalarValue.integer(
                pair.key, named: "security.associations", in: 1...65_534, draft.diagnostics)
        else { return }
        let index = SecurityParameterIndex(rawValue: UInt16(number))
        if parameters.associations.contains(where: { $0.index == index }) {
            draft.diagnostics.report(
                pair.key.position, "association \(index) twice, expected each once")
            return
        }
        let section = Section<AssociationKey>(pair.value, draft.diagnostics)
        section.reportMissing(
            .service, expected: "authentication, encryption or authenticatedEncryption")
        guard let association = SecurityAssociation(index, section, draft) else { return }
        parameters.associations.append(association)
        if let name = section.name(.key) { names[index] = name }
        SecurityRules.check(association, section, draft)
    }
}

extension SecurityAssociation {
    fileprivate init?(
        _ index: SecurityParameterIndex, _ section: Section<AssociationKey>, _ draft: LinkDraft
    ) {
        let service: Service? = section.choice(
            .service,
            [
                "authentication": .authentication, "encryption": .encryption,
                "authenticatedEncryption": .authenticatedEncryption,
            ])
        let usual = SpaceDataLinkSecurityFormat.baseline
        let vector = section.integer(
            .ivOctets, in: 0...SpaceDataLinkSecurityFormat.maximumInitializationVector)
        let number = section.integer(
            .snOctets, in: 0...SpaceDataLinkSecurityFormat.maximumSequenceNumber)
        let pad = section.integer(
            .padLengthOctets, in: 0...SpaceDataLinkSecurityFormat.maximumPadLength)
        let code = section.integer(
            .macOctets, in: 0...SpaceDataLinkSecurityFormat.maximumCode)
        let window = section.integer(.replayWindow, in: 1...Int.max).map { UInt64($0) }
        let mask = SecurityReader.mask(section)
        let channels = SecurityReader.channels(section, draft)
        guard let service else { return nil }
        self.init(index: index, service: service)
        format = SpaceDataLinkSecurityFormat(
            initializationVector: vector ?? usual.initializationVector,
            sequenceNumber: number ?? usual.sequenceNumber, padLength: pad ?? usual.padLength,
            code: code ?? (service == .encryption ? 0 : usual.code))
        authenticationMask = mask
        self.channels = channels
        replayWindow = window
    }
}

extension SecurityReader {
    fileprivate static func mask(_ section: Section<AssociationKey>) -> [UInt8]? {
        guard let node = section.node(.authenticationMask) else { return nil }
        guard let octets = node.text.flatMap({ HexOctets.parse(Substring($0)) }) else {
            section.report(
                .authenticationMask,
                "\(node.found) for '\(AssociationKey.authenticationMask.path)', expected octets in "
                    + "hexadecimal such as 000E00000000")
            return nil
        }
        return octets
    }

    fileprivate static func channels(
        _ section: Section<AssociationKey>, _ draft: LinkDraft
    ) -> [VirtualChannelIdentifier] {
        let last = draft.frameType == .tm ? 7 : 63
        guard let node = section.node(.channels),
            let numbers = section.integers(.channels, in: 0...last)
        else { return [] }
        let isEmpty = node.elements?.isEmpty == true
        if Set(numbers).count != numbers.count || isEmpty {
            section.report(
                .channels,
                "\(isEmpty ? "no channel" : "a channel twice") for "
                    + "'\(AssociationKey.channels.path)', expected each once")
        }
        return numbers.map { VirtualChannelIdentifier(rawValue: UInt8($0)) }
    }
}
