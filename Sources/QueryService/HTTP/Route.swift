import TelemetryPipeline

/// How packets are written into a response.
package enum StreamFormat: String, Hashable, CaseIterable {
    /// One JSON object a line.
    case ndjson
    /// Packets back to back, nothing else.
    case raw
}

/// What a client asked of `/v1/packets`.
package struct PacketsQuery: Hashable {
    var interest: PacketInterest
    var format = StreamFormat.ndjson
    /// Live, until somebody ends it; else what is kept.
    var follow = false
    /// End after so many packets; of those kept, the last so many.
    var count: Int?
}

/// What a request asks for.
package enum Route: Hashable {
    case status
    case links
    case version
    case packets(PacketsQuery)
}

/// Why a request has no answer.
package struct RequestRefusal: Error {
    package var status: Int
    var object: JSONObject
    /// Methods that the resource has, for 405.
    package var allow: String?

    init(_ status: Int, _ message: String) {
        self.status = status
        object = JSONObject(class: "ERROR")
        object.add("status", status)
        object.add("message", message)
    }

    /// A parameter that can't be read.
    static func parameter(_ name: String, _ message: String) -> RequestRefusal {
        var refusal = RequestRefusal(400, message)
        refusal.object.add("parameter", name)
        return refusal
    }

    static func filter(_ error: FilterError) -> RequestRefusal {
        var refusal = RequestRefusal.parameter("filter", error.description)
        refusal.object.add("column", error.column)
        refusal.object.add("found", error.found)
        refusal.object.add("expected", error.expected)
        return refusal
    }
}

extension Route {
    static let paths = ["/v1/status", "/v1/links", "/v1/packets", "/v1/version"]
    static let methods = "GET, HEAD"

    /// - Parameter now: ns since 1970 UTC, for relative times in filters.
    package init(method: String, target: String, now: UInt64) throws(RequestRefusal) {
        guard let target = RequestTarget(target) else {
            throw RequestRefusal(400, "malformed request target")
        }
        guard Route.paths.contains(target.path) else {
            throw RequestRefusal(
                404, "no such path; there are " + Route.paths.joined(separator: " "))
        }
        guard method == "GET" || method == "HEAD" else {
            var refusal = RequestRefusal(405, "\(target.path) has only \(Route.methods)")
            refusal.allow = Route.methods
            throw refusal
        }
        if target.path == "/v1/packets" {
            self = .packets(try PacketsQuery(target.parameters, now: now))
            return
        }
        if let parameter = target.parameters.first {
            throw .parameter(parameter.name, "\(target.path) has no parameters")
        }
        switch target.path {
        case "/v1/status": self = .status
        case "/v1/links": self = .links
        default: self = .version
        }
    }
}

extension PacketsQuery {
    private static let names = ["follow", "filter", "format", "link", "n", "classes"]
    private static let classes: [(name: String, value: RecordClasses)] = [
        ("packet", .packets), ("gap", .gaps), ("event", .events), ("frame", .frames),
        ("rejected", .rejected), ("zone", .zones), ("userData", .userData),
    ]

    fileprivate init(
        _ parameters: [(name: String, value: String)], now: UInt64
    ) throws(RequestRefusal) {
        var filter = PacketFilter.everything
        var link: LinkName?
        var classes: RecordClasses?
        var seen: Set<String> = []
        interest = PacketInterest(filter)
        for (name, value) in parameters {
            guard seen.insert(name).inserted else { throw .parameter(name, "given twice") }
            switch name {
            case "follow": follow = try PacketsQuery.flag(name, value)
            case "filter": filter = try PacketsQuery.filter(value, now: now)
            case "format": format = try PacketsQuery.format(value)
            case "link": link = try PacketsQuery.link(value)
            case "n": count = try PacketsQuery.count(value)
            case "classes": classes = try PacketsQuery.classes(value)
            default:
                let names = PacketsQuery.names.joined(separator: " ")
                throw .parameter(name, "no such parameter; there are \(names)")
            }
        }
        if let link { filter = filter.limited(to: link) }
        let offered: RecordClasses = follow && format == .ndjson ? .standard : .packets
        if let classes, format == .raw || !follow, classes != .packets {
            throw .parameter(
                "classes", "only a live NDJSON stream has more than packets")
        }
        interest = PacketInterest(filter, classes: classes ?? offered)
    }

    private static func flag(_ name: String, _ value: String) throws(RequestRefusal) -> Bool {
        switch value {
        case "true": return true
        case "false": return false
        default: throw .parameter(name, "expected true or false, found “\(value)”")
        }
    }

    private static func filter(
        _ value: String, now: UInt64
    ) throws(RequestRefusal) -> PacketFilter {
        do {
            return try PacketFilter(value, now: now)
        } catch {
            throw .filter(error)
        }
    }

    private static func format(_ value: String) throws(RequestRefusal) -> StreamFormat {
        guard let format = StreamFormat(rawValue: value) else {
            let names = StreamFormat.allCases.map(\.rawValue).joined(separator: " or ")
            throw .parameter("format", "expected \(names), found “\(value)”")
        }
        return format
    }

    private static func link(_ value: String) throws(RequestRefusal) -> LinkName {
        guard let link = LinkName(value) else {
            throw .parameter("link", "“\(value)” is no name of a link")
        }
        return link
    }

    private static func count(_ value: String) throws(RequestRefusal) -> Int {
        guard let count = Int(value), count > 0 else {
            throw .parameter("n", "expected a number from 1, found “\(value)”")
        }
        return count
    }

    private static func classes(_ value: String) throws(RequestRefusal) -> RecordClasses {
        var result: RecordClasses = []
        for name in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let known = classes.first(where: { $0.name == name }) else {
                let names = classes.map(\.name).joined(separator: ",")
                throw .parameter("classes", "expected some of \(names), found “\(name)”")
            }
            result.insert(known.value)
        }
        return result
    }
}
