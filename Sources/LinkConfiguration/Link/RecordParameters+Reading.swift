import LinkFraming
import TelemetryLink

extension KISSParameters {
    init(_ section: Section<KISSKey>, _ limit: RecordLimit) {
        self.init()
        ports = (section.integers(.ports, in: 0...15) ?? []).map { UInt8($0) }
        checksum =
            section.choice(
                .checksum, ["none": .none, "smack": .smack, "xor": .exclusiveOr]) ?? checksum
        maximumLength = limit.read(section, .maxLength, usual: maximumLength)
        guard checksum == .smack else { return }
        for port in ports where port > 7 {
            section.report(.ports, "port \(port) with checksum smack, expected 0 to 7")
        }
    }
}

extension SLIPParameters {
    init(_ section: Section<SLIPKey>, _ limit: RecordLimit) {
        self.init()
        maximumLength = limit.read(section, .maxLength, usual: maximumLength)
    }
}

extension COBSParameters {
    init(_ section: Section<COBSKey>, _ limit: RecordLimit) {
        self.init()
        reduced = section.flag(.reduced) ?? reduced
        maximumLength = limit.read(section, .maxLength, usual: maximumLength)
    }
}

extension HDLCParameters {
    init(_ section: Section<HDLCKey>) {
        self.init()
        line.bitOrder =
            section.choice(
                .bitOrder, ["lsbFirst": .leastSignificantFirst, "msbFirst": .mostSignificantFirst])
            ?? line.bitOrder
        line.nrzi = section.flag(.nrzi) ?? line.nrzi
        line.g3ruh = section.flag(.g3ruh) ?? line.g3ruh
        maximumLength = section.integer(.maxLength, in: 1...LinkLimits.frame) ?? maximumLength
    }
}

extension FPrimeParameters {
    init(_ section: Section<FPrimeKey>) {
        self.init()
        maximumLength = section.integer(.maxLength, in: 1...LinkLimits.frame) ?? maximumLength
    }
}

/// `csp`: what nothing in a packet says.
struct CSPEnvelope {
    var version = CSPVersion.one
    var checksum = CSPPacketView.Checksum.asFlagged

    init(_ section: Section<CSPKey>) {
        if section.integer(.version, in: 1...2) == 2 { version = .two }
        checksum =
            section.choice(
                .checksum, ["header": .asFlagged, "always": .always, "never": .never])
            ?? checksum
    }
}
