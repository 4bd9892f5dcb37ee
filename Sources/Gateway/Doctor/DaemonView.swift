import OrderedJSON
public import QueryService

/// A running daemon, as its status tells.
public struct DaemonView: Sendable {
    /// A link of it.
    public struct Link: Sendable {
        /// `RECEIVING`, `ABSENT` …
        public var state: String
        /// Why it is so.
        public var reason: String

        /// Its device or port is the daemon's.
        var isHeld: Bool { !["ABSENT", "FAILED"].contains(state) }
    }

    /// Name of its station.
    public var station: String
    /// By name.
    public var links: [String: Link]

    /// Asks who serves on the socket at `path`.
    ///
    /// - Parameter patience: longest silence until it counts as no answer.
    /// - Throws: why there is no answer; that nobody serves is only one of the reasons.
    public static func ask(
        _ path: String, patience: Duration = .seconds(5)
    ) throws(QueryClientError) -> DaemonView {
        var client = QueryClient(path: path)
        client.connectTimeout = patience
        client.silenceTimeout = patience
        guard let status = JSONParser.parse(try client.get("/v1/status")) else {
            throw .malformed("no JSON")
        }
        return DaemonView(status)
    }

    /// A daemon with such links.
    init(station: String, links: [String: Link]) {
        self.station = station
        self.links = links
    }

    init(_ status: JSONValue) {
        station = status["station"]?.text ?? ""
        links = [:]
        guard case .array(let entries) = status["links"] else { return }
        for link in entries {
            guard let name = link["name"]?.text else { continue }
            links[name] = Link(
                state: link["state"]?.text ?? "", reason: link["reason"]?.text ?? "")
        }
    }
}
