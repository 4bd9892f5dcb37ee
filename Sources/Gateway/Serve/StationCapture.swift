import CaptureStore
import Glibc
import LinkConfiguration
import OrderedJSON
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
                configuration: configuration, links: station.links.map { link($0) },
                onEvent: { journal.captureEvent($0) })
        } catch {
            throw .capture("\(wanted.position): \(error)")
        }
    }

    /// A link as segments describe it; where its port has several rates, with the one in force, by
    /// which a replay dates first bits.
    ///
    /// - Parameter baud: the rate in force; the first of the link where none was chosen yet.
    static func link(_ link: LinkFile, baud: UInt32? = nil) -> CaptureLink {
        var description = CaptureLink(
            name: link.parameters.name, description: link.description ?? "",
            bitRate: link.parameters.bitRate ?? 0)
        guard case .serial(let serial) = link.source else { return description }
        let baud = baud ?? serial.baud
        if description.bitRate == 0 { description.bitRate = UInt64(baud) }
        if !serial.otherBauds.isEmpty {
            let rate = serial.octetBitRate(at: baud)
            description.configuration.append(
                JSONMember("lineRate", .integer(Int64(clamping: rate))))
        }
        return description
    }

    private static func nanoseconds(_ duration: Duration) -> UInt64 {
        let (seconds, attoseconds) = duration.components
        return UInt64(max(0, seconds)) * 1_000_000_000 + UInt64(max(0, attoseconds) / 1_000_000_000)
    }
}
