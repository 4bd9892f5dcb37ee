import FuzzWire
import LinkConfiguration
import LinkSecurity
import TelemetryLink

/// Link files: what is refused says where, and what is accepted makes a decoder that works.
func fuzzLinkFile(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    do {
        let link = try LinkFile.parse(Array(bytes), file: "link.yaml")
        try requireWorking(link.parameters)
    } catch let error as ConfigurationErrors {
        try requireSound(error, bytes)
    } catch {
        throw error as? FuzzFinding ?? FuzzFinding("unexpected error: \(error)")
    }
}

/// Some octets through a decoder with these parameters: none may trap, and the books balance.
private func requireWorking(_ parameters: ManagedParameters) throws(FuzzFinding) {
    var decoder = LinkDecoder(parameters)
    var batch = PacketBatch()
    let octets = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* $0 / 3) }
    for start in stride(from: 0, to: octets.count, by: 97) {
        let slab = Slab(copying: octets[start..<min(octets.count, start + 97)])
        let count = min(97, octets.count - start)
        let time = ReceptionTime(utc: UInt64(start), monotonic: UInt64(start))
        decoder.consume(slab, 0..<count, receivedAt: time, into: &batch)
        try require(decoder.balance.isBalanced, "books: \(decoder.balance)")
        batch.removeAll()
    }
    decoder.finish(into: &batch)
    try require(decoder.balance.isBalanced, "books at the end: \(decoder.balance)")
}

/// Errors have words and stand in the file.
private func requireSound(
    _ error: ConfigurationErrors, _ bytes: UnsafeRawBufferPointer
) throws(FuzzFinding) {
    try require((1...100).contains(error.errors.count), "\(error.errors.count) errors")
    // YAML has more line ends than these two: NEL, LS and PS, of two and three octets.
    let lines = bytes.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) } + 3
    for error in error.errors {
        try require((0...lines).contains(error.line), "place outside: \(error)")
        try require(!error.message.isEmpty, "no words")
    }
    try require(!error.description.isEmpty, "no words")
}

/// Station files, alone in the world: the links that they name are not there.
func fuzzStationFile(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let files = OneFile(octets: Array(bytes))
    do {
        _ = try StationConfiguration.load("station.yaml", from: files)
    } catch {
        try requireSound(error, bytes)
    }
}

/// Files of keys: what is refused names a line of the file.
func fuzzKeyFile(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    do {
        let file = try KeyFileParser.parse(bytes)
        try require((0...KeyFile.maximumKeys).contains(file.count), "\(file.count) keys")
    } catch let error as KeyFileError {
        try require(!error.description.isEmpty, "no words")
        guard case .line(let line, _) = error else {
            throw FuzzFinding("no file was opened: \(error)")
        }
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        try require((1...lines).contains(line), "line \(line) of \(lines)")
    } catch {
        throw error as? FuzzFinding ?? FuzzFinding("unexpected error: \(error)")
    }
}

private struct OneFile: ConfigurationFiles {
    let octets: [UInt8]

    func contents(of path: String, limit: Int) throws(ConfigurationFileError) -> [UInt8] {
        guard path == "station.yaml", octets.count <= limit else {
            throw ConfigurationFileError("no such file")
        }
        return octets
    }

    func names(in directory: String) throws(ConfigurationFileError) -> [String] { [] }
}
