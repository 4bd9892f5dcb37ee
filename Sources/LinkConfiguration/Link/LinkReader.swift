import TelemetryLink

/// Reads one link from its mapping: values first, then what they must be together.
struct LinkReader {
    private let section: Section<LinkKey>
    private let device: DeviceNaming

    init(_ section: Section<LinkKey>, device: DeviceNaming = .needed) {
        self.section = section
        self.device = device
    }

    /// - Returns: `nil` only after an error was reported. A link that is returned may be wrong as
    ///   well: the caller asks the diagnostics.
    func read() -> LinkFile? {
        guard section.isReadable else { return nil }
        section.reportMissing(.name, expected: "the link's name")
        var draft = LinkDraft(section)
        let name = section.name(.name)
        let description = section.text(.description)?.value
        draft.source = section.node(.source).flatMap {
            LinkSource.read($0, device: device, section.diagnostics)
        }
        draft.parameters = plainParameters(draft, name: name?.value ?? "")
        draft.parameters.frame = FrameReader.read(&draft)
        draft.parameters.acceptedSpacecraft = AcceptReader.read(draft)
        draft.parameters.coding = CodingReader.read(&draft)
        draft.parameters.framing = FramingReader.read(draft)
        draft.parameters.envelopes = FramingReader.envelopes(draft)
        draft.parameters.channels = ChannelReader.read(draft)
        var security = SecurityReader(draft)
        let (associations, keys) = security.read()
        draft.parameters.security = associations
        let times = readTimes(draft)
        LinkRules.check(draft)
        guard let name else { return nil }
        return LinkFile(
            parameters: draft.parameters, description: description, source: draft.source,
            times: times, leapSeconds: readLeapSeconds(times),
            expectation: LinkExpectation(section.section(.expect, ExpectKey.self)),
            keys: keys ?? LinkKeys(draft.mavlink),
            places: LinkFile.Places(
                link: section.position, name: name.position, source: section.position(.source)))
    }

    /// What depends on nothing else.
    private func plainParameters(_ draft: LinkDraft, name: String) -> ManagedParameters {
        var parameters = draft.parameters
        parameters.name = name
        parameters.wrapper = ManagedParameters.Wrapper(draft.wrapper)
        parameters.packets = PacketParameters(draft.packets)
        // 10 Gbit/s: beyond any telemetry link; keeps octet times above a nanosecond's fraction.
        parameters.bitRate = section.quantity(.bitRate, .bitRate, in: 1...10_000_000_000)
        parameters.lineRate = draft.source?.lineRate
        return parameters
    }

    private func readLeapSeconds(_ times: [TimeField]) -> Located<String>? {
        guard let path = section.text(.leapSeconds) else { return nil }
        if times.isEmpty {
            section.diagnostics.report(
                section.keyPosition(.leapSeconds),
                "'leapSeconds' without 'time', expected both: no time is read without")
        }
        return Located(
            FilePath.resolve(path.value, from: path.position.file), at: path.position)
    }

    private func readTimes(_ draft: LinkDraft) -> [TimeField] {
        (section.list(.time) ?? []).compactMap { node in
            let entry = Section<TimeKey>(node, section.diagnostics)
            let time = TimeField(entry)
            if let time { TimeRules.check(time, entry, draft) }
            return time
        }
    }
}

extension ManagedParameters.Wrapper {
    /// At most 4,096 octets: larger envelopes are a framing of their own.
    init(_ section: Section<WrapperKey>) {
        self.init(
            before: section.integer(.before, in: 0...4096) ?? 0,
            after: section.integer(.after, in: 0...4096) ?? 0,
            // No packet of USB is longer than 1,024 octets (USB 3.2 §8.12).
            every: section.integer(.every, in: 8...1024) ?? 0,
            status: section.choice(.status, ["none": .none, "ftdi": .ftdi]) ?? .none)
        if every > 0, before + after >= every {
            section.report(
                .every, "a packet of \(every) octets is all wrapper, expected room for data")
        }
        if every == 0, section.has(.status), status != .none {
            section.report(
                .status,
                "'status' without 'every', expected the octets of a USB packet: 64 or, of a "
                    + "high-speed device, 512")
        }
        if status == .ftdi, before != 2 {
            section.report(.status, "status 'ftdi' has 2 octets, expected 'before: 2'")
        }
    }
}
