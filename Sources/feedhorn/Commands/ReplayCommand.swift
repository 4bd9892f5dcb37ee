import ArgumentParser

/// `feedhorn replay`: plays recordings as they were received.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play captures again, in their recorded timing.",
        discussion: """
            Chunks of a capture are sent as they were received, at the times of the monotonic \
            clock; to UDP each as a datagram of its own. Raw files have no times: --bit-rate \
            gives them some. To a pty: its path is printed, and playing begins when a receiver \
            has opened it. ^C ends playing and says what was sent.
            """)

    @Option(help: ArgumentHelp("Link in the capture, where there are several.", valueName: "name"))
    var link: String?

    @Option(help: "So many times as fast as recorded, or max.")
    var speed = PlaybackSpeed.times(1)

    @Option(
        help: ArgumentHelp(
            "pty[:LINK], tcp:HOST:PORT, tcp-listen:ADDRESS:PORT, udp:HOST:PORT or stdout.",
            valueName: "target"))
    var to: PlaybackTarget

    @Option(help: ArgumentHelp("Bits per second of raw files.", valueName: "n"))
    var bitRate: UInt64?

    @Option(help: ArgumentHelp("Octets that are sent at once of raw files.", valueName: "n"))
    var chunk = 1024

    @Argument(help: "Captures or raw files, in order; - is standard input.")
    var files: [String]

    /// As much as a capture's block holds.
    private static let chunks = 1...262_144

    func validate() throws {
        guard ReplayCommand.chunks.contains(chunk) else {
            throw ValidationError("--chunk \(chunk): expected 1 to 262144 octets")
        }
        if bitRate == 0 { throw ValidationError("--bit-rate 0: expected 1 or more") }
    }

    func run() throws {
        Interruption.trap()
        let octetTime = bitRate.map { 8e9 / Double($0) } ?? 0
        var source: PlaybackSource? = try PlaybackSource(
            files, link: link, timing: .recorded(raw: octetTime), chunk: chunk)
        try Player.play(to: to, speed) {
            defer { source = nil }
            return source
        }
    }
}
