import TelemetryLink

extension LinkFile {
    /// The names of the links that this one stands for: several where several peers may connect.
    var peers: [String] {
        guard case .tcp(.listen(let tcp)) = source, tcp.peers > 1 else { return [parameters.name] }
        return (1...tcp.peers).map { "\(parameters.name)-\($0)" }
    }
}

extension StationConfiguration {
    /// The same with a link for each peer: octets of two senders never mix in one link.
    public var withLinkForEachPeer: StationConfiguration {
        var result = self
        result.links = links.flatMap { link in
            link.peers.map { name in
                var one = link
                one.parameters.name = name
                return one
            }
        }
        return result
    }
}
