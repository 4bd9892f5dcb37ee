import CaptureStore
import Devices
import LinkConfiguration
import TelemetryLink
import TelemetryPipeline

/// What `GET /v1/status` and `GET /v1/links` answer.
struct StationStatus: Sendable {
    let station: String
    let version: String
    private let started = Clocks.now().utc
    private let capture: CaptureWriter?
    private let runtimes: [LinkRuntime]
    private let sinks: StationSinks

    init(
        _ configuration: StationConfiguration, _ version: String, _ capture: CaptureWriter?,
        _ runtimes: [LinkRuntime], _ sinks: StationSinks
    ) {
        station = configuration.station.name
        self.version = version
        self.capture = capture
        self.runtimes = runtimes
        self.sinks = sinks
    }

    var links: [JSONObject] { runtimes.map(\.status) }

    var object: JSONObject {
        var object = JSONObject()
        object.add("station", station)
        object.add("version", version)
        object.add("time", time: Clocks.now().utc)
        object.add("started", time: started)
        object.add("links", links)
        object.add("sinks", sinks.status)
        if let capture { object.add("capture", StationStatus.capture(capture.status)) }
        return object
    }

    private static func capture(_ status: CaptureStatus) -> JSONObject {
        var object = JSONObject()
        object.add("segment", status.segment)
        object.add("segments", status.segments)
        object.add("trouble", status.trouble.map { "\($0)" })
        object.add("droppedEvents", status.droppedEvents)
        return object
    }
}
