import OrderedJSON
import QueryService

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
    /// - Returns: `nil` where nobody does.
    public static func ask(_ path: String) -> DaemonView? {
        var client = QueryClient(path: path)
        client.silenceTimeout = .seconds(5)
        guard let octets = try? client.get("/v1/status"),
            let status = JSONParser.parse(octets)
        else { return nil }
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
