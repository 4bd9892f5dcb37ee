import OrderedJSON
import Testing

@testable import CaptureStore

/// Does a link that is described anew stand so in later segments, and only there?
struct LinkDescriptionTests {
    @Test func fromTheNextSegmentOn() throws {
        let directory = try TemporaryDirectory()
        var link = testLinks[0]
        link.configuration = [JSONMember("lineRate", .integer(92_160))]
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: [link, testLinks[1]])
        writer.append(link: 0, [1], at: 0)
        link.configuration = [JSONMember("lineRate", .integer(7_680))]
        #expect(writer.describe(link: 0, as: link))
        writer.append(link: 0, [2], at: 1)
        writer.beginSegment()
        writer.append(link: 0, [3], at: 2)
        #expect(!writer.describe(link: 0, as: CaptureLink(name: "")))
        #expect(writer.close())

        var rates: [UInt8: [JSONValue?]] = [:]
        for file in directory.files {
            let (records, report) = try readAll(file)
            #expect(report.state == .complete)
            let first = try #require(streams(records)[0]?.first)
            rates[first] = records.compactMap { record -> JSONValue?? in
                guard case .link(0, _, let configuration) = record else { return nil }
                return .some(configuration?["lineRate"])
            }
        }
        #expect(rates == [1: [.integer(92_160)], 3: [.integer(7_680)]])
    }
}
