import CaptureStore
import Devices
import FeedhornTestKit
import Foundation
import LinkConfiguration
import Logging
import TelemetryLink
import TelemetryPipeline
import Testing

@testable import Gateway

/// Are garbled characters flagged in the capture, and told with their places?
struct LineMarkEventTests {
    @Test func flagAndEvent() throws {
        let folder = try TemporaryFolder()
        let text = try folder.serialLink + "    lineErrors: mark\n"
        try text.write(toFile: folder.path + "/link.yaml", atomically: true, encoding: .utf8)
        let link = try LinkFile.load(folder.path + "/link.yaml")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/capture", withIntermediateDirectories: true)
        let capture = try CaptureWriter(
            configuration: CaptureStore.CaptureConfiguration(
                directory: folder.path + "/capture", station: "test", application: "test"),
            links: [StationCapture.link(link)])
        let router = PacketRouter()
        let journal = StationJournal(
            Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, router)
        journal.setCapture(capture)
        let name = try #require(LinkName("uhf-demo"))
        let runtime = LinkRuntime(
            link, keys: LinkKeyring(), name: name, index: 0, capture: capture, router: router,
            journal: journal)

        let slab = Slab(copying: [1, 2, 3])
        let time = ReceptionTime(utc: 1_795_377_600_000_000_000, monotonic: 5)
        var marks = LineMarks()
        marks.erred = 20
        marks.breaks = 1
        marks.places = [.init(.erred, offset: 0), .init(.breakOrZero, offset: 2)]
        runtime.receive(slab, 0..<1, time)
        runtime.handle(.erredChunk)
        runtime.receive(slab, 1..<2, time)
        runtime.handle(.lineMarks(marks))
        runtime.receive(slab, 2..<3, time)
        #expect(capture.close())

        let records = try folder.captureRecords()
        var flags: [ChunkFlags] = []
        var events: [RecordedEvent] = []
        for record in records {
            if case .chunk(let chunk) = record { flags.append(chunk.flags) }
            if case .event(let event) = record, event.code == .linkMarks { events.append(event) }
        }
        #expect(flags == [[], .lineError, []])
        let event = try #require(events.first)
        #expect(event["TG_ERRED"] == "20")
        #expect(event["TG_BREAKS"] == "1")
        #expect(event["TG_PLACES"] == "0:erred 2:break")
        let status = runtime.status.string
        #expect(status.contains(#""lineMarks":{"erred":20,"breaks":1}"#))
        #expect(status.contains(#""baud":9600"#))
        #expect(!status.contains("baudFound"))
    }
}
