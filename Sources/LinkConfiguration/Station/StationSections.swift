extension StationIdentity {
    init(_ section: Section<StationKey>) {
        section.reportMissing(.name, expected: "a short name of the station")
        name = section.name(.name)?.value ?? ""
        description = section.text(.description)?.value
        agency = section.text(.agency)?.value
    }
}

extension CaptureConfiguration {
    /// Segments end at 1 GiB and 1 h at the latest, so that one damaged file never costs more.
    private static let sizes: ClosedRange<UInt64> = 1 << 20...1 << 30
    private static let segmentTimes: ClosedRange<UInt64> =
        10_000_000_000...3_600_000_000_000
    private static let checkpoints: ClosedRange<UInt64> = 10_000_000...60_000_000_000

    init(_ section: Section<CaptureKey>) {
        self.init(position: section.position(.directory))
        isEnabled = section.flag(.enabled) ?? isEnabled
        directory = section.absolutePath(.directory)?.value ?? directory
        segmentSize = section.quantity(.segmentSize, .size, in: Self.sizes) ?? segmentSize
        segmentTime = section.duration(.segmentTime, in: Self.segmentTimes) ?? segmentTime
        checkpoint = section.duration(.checkpoint, in: Self.checkpoints) ?? checkpoint
    }
}

extension QueryConfiguration {
    /// Octets of a Unix socket's path (`sun_path` without its final zero).
    private static let longestPath = 107

    init(_ section: Section<QueryKey>) {
        self.init(position: section.position(.socket))
        isEnabled = section.flag(.enabled) ?? isEnabled
        socket = section.absolutePath(.socket)?.value ?? socket
        group = section.name(.group)
        mode = section.fileMode(.mode) ?? mode
        if socket.utf8.count > Self.longestPath {
            section.report(
                .socket,
                "\(socket.utf8.count) octets for 'query.socket', expected at most "
                    + "\(Self.longestPath): the system's limit for Unix sockets")
        }
    }
}

extension Section {
    func duration(_ key: Key, in range: ClosedRange<UInt64>) -> Duration? {
        quantity(key, .time, in: range).map { .nanoseconds(Int64($0)) }
    }

    /// A daemon has no directory of its own to count from.
    func absolutePath(_ key: Key) -> Located<String>? {
        guard let text = text(key) else { return nil }
        guard text.value.hasPrefix("/"), !text.value.utf8.contains(0) else {
            report(
                key, "\(quote(text.value)) for '\(key.path)', expected a path that begins with /")
            return nil
        }
        return text
    }

    /// Permission bits as `chmod` takes them.
    func fileMode(_ key: Key) -> UInt16? {
        guard let text = text(key) else { return nil }
        let digits = text.value.hasPrefix("0o") ? text.value.dropFirst(2) : Substring(text.value)
        guard digits.allSatisfy({ ("0"..."7").contains($0) }), (3...4).contains(digits.count),
            let mode = UInt16(digits, radix: 8), mode <= 0o777
        else {
            report(
                key,
                "\(quote(text.value)) for '\(key.path)', expected octal permissions such as 0660")
            return nil
        }
        return mode
    }
}
