import CaptureStore
import Devices
import LinkConfiguration
import OrderedJSON
import TelemetryPipeline

/// What is known of a serial link's line; nothing for other links.
struct SerialLineState {
    /// The rate in force.
    private var baud: UInt32?
    /// There are several, of which one is chosen.
    let choosesRate: Bool
    /// A frame was verified since the rate was set.
    var isFound = false
    private let marksErrors: Bool
    private var erred: UInt64 = 0
    private var breaks: UInt64 = 0

    init(_ link: LinkFile) {
        guard case .serial(let serial) = link.source else {
            (choosesRate, marksErrors) = (false, false)
            return
        }
        baud = serial.baud
        choosesRate = !serial.otherBauds.isEmpty
        marksErrors = serial.lineErrors == .mark
    }

    mutating func change(to baud: UInt32) {
        self.baud = baud
        isFound = false
    }

    mutating func note(_ marks: LineMarks) {
        erred += marks.erred
        breaks += marks.breaks
    }

    func add(to object: inout JSONObject) {
        guard let baud else { return }
        object.add("baud", baud)
        if choosesRate { object.add("baudFound", isFound) }
        guard marksErrors else { return }
        var marks = JSONObject()
        marks.add("erred", erred)
        marks.add("breaks", breaks)
        object.add("lineMarks", marks)
    }
}

extension RateChange {
    /// For those who listen.
    var members: [JSONMember] {
        [
            JSONMember("from", .integer(Int64(from))), JSONMember("to", .integer(Int64(to))),
            JSONMember("octets", .unsigned(octets)),
        ]
    }
}

extension LineMarks {
    /// For those who listen: bits of the link's stream, as in other events.
    var members: [JSONMember] {
        let list = places.map { place in
            JSONValue.object([
                JSONMember("streamOffset", .unsigned(place.offset * 8)),
                JSONMember("kind", .string(place.kind.word)),
            ])
        }
        return [
            JSONMember("erred", .unsigned(erred)), JSONMember("breaks", .unsigned(breaks)),
            JSONMember("places", .array(list)),
        ]
    }

    /// For the capture: octets of the link's stream.
    var fields: [CaptureEvent.Field] {
        let list = places.map { "\($0.offset):\($0.kind.word)" }
        return [
            CaptureEvent.Field("erred", "\(erred)"), CaptureEvent.Field("breaks", "\(breaks)"),
            CaptureEvent.Field("places", list.joined(separator: " ")),
        ]
    }
}

extension LineMarks.Kind {
    fileprivate var word: String {
        switch self {
        case .erred: "erred"
        case .breakOrZero: "break"
        }
    }
}
