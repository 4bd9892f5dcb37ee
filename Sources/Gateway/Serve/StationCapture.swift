import CaptureStore
import Glibc
import LinkConfiguration
import TelemetryLink

/// Opens the capture that a station's configuration asks for.
enum StationCapture {
    static func open(
        _ station: StationConfiguration, version: String, _ journal: StationJournal
    ) throws(StationError) -> CaptureWriter? {
        let wanted = station.capture
        guard wanted.isEnabled, !station.links.isEmpty else { return nil }
        if mkdir(wanted.directory, 0o750) != 0, errno != EEXIST {
            throw .capture(
                "\(wanted.position): \(wanted.directory): \(String(cString: strerror(errno)))")
        }
        var configuration = CaptureStore.CaptureConfiguration(
            directory: wanted.directory, station: station.station.name,
            application: "feedhorn \(version)")
        configuration.segmentOctets = wanted.segmentSize
        configuration.segmentNanoseconds = nanoseconds(wanted.segmentTime)
        configuration.checkpointNanoseconds = nanoseconds(wanted.checkpoint)
        do {
            return try CaptureWriter(
                configuration: configuration, links: station.links.map(link),
                onEvent: { journal.captureEvent($0) })
        } catch {
            throw .capture("\(wanted.position): \(error)")
        }
    }

    /// A link as the capture describes it.
    static func link(_ link: LinkFile) -> CaptureLink {
        CaptureLink(
            name: link.parameters.name, description: link.description ?? "",
            bitRate: link.parameters.bitRate ?? serialRate(link))
    }

    private static func serialRate(_ link: LinkFile) -> UInt64 {
        if case .serial(let serial) = link.source { UInt64(serial.baud) } else { 0 }
    }

    private static func nanoseconds(_ duration: Duration) -> UInt64 {
        let (seconds, attoseconds) = duration.components
        return UInt64(max(0, seconds)) * 1_000_000_000 + UInt64(max(0, attoseconds) / 1_000_000_000)
    }
}
