import ArgumentParser
import Glibc

/// Where a recording is played to, as written on the command line.
enum PlaybackTarget: ExpressibleByArgument {
    case pseudoterminal(link: String?)
    case connect(NetworkEndpoint)
    case listen(NetworkEndpoint)
    case datagrams(NetworkEndpoint)
    case standardOutput

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count > 1 ? String(parts[1]) : nil
        switch (parts[0], rest) {
        case ("pty", nil): self = .pseudoterminal(link: nil)
        case ("pty", let link?) where !link.isEmpty: self = .pseudoterminal(link: link)
        case ("stdout", nil): self = .standardOutput
        case (let kind, let rest?):
            guard let endpoint = NetworkEndpoint(rest, mayBeAnyPort: kind == "tcp-listen") else {
                return nil
            }
            switch kind {
            case "tcp": self = .connect(endpoint)
            case "tcp-listen": self = .listen(endpoint)
            case "udp": self = .datagrams(endpoint)
            default: return nil
            }
        default: return nil
        }
    }

    /// Opens it. What a receiver has to know (the terminal's path, a port that was free) is
    /// written to standard output.
    ///
    /// - Returns: nil when a signal came first.
    func open() throws(PlaybackError) -> (any PlaybackOutput)? {
        switch self {
        case .pseudoterminal(let link):
            let output = try PseudoterminalOutput(link: link)
            Output.write(output.path + "\n")
            return output
        case .connect(let peer):
            guard let descriptor = try peer.connect() else { return nil }
            return DescriptorOutput(descriptor: descriptor, target: "tcp:\(peer)")
        case .listen(let local):
            guard let descriptor = try local.acceptOne() else { return nil }
            return DescriptorOutput(descriptor: descriptor, target: "tcp-listen:\(local)")
        case .datagrams(let peer):
            return DatagramOutput(
                descriptor: try peer.datagramSocket(), target: "udp:\(peer)")
        case .standardOutput:
            return DescriptorOutput(descriptor: STDOUT_FILENO, target: "standard output")
        }
    }
}
