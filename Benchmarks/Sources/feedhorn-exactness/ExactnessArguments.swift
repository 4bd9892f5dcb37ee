import FeedhornExactness

/// What the command line asks for.
struct ExactnessArguments {
    static let usage = """
        usage: feedhorn-exactness [--frames N] [--seed S] [--jobs N] [--list] [WORDS...]

        Sends N frames (100,000) with each fault over the links, so many over each, and compares
        what the decoder makes of them with what is true. WORDS choose: only trials whose name
        holds one of them.

        """

    /// Frames with each fault, on all links together.
    private(set) var frames = 100_000
    /// Where all streams come from.
    private(set) var seed: UInt64 = 1
    /// Trials at the same time.
    private(set) var jobs = 1
    /// Only print the names of the trials.
    private(set) var isList = false
    /// The trials chosen.
    private(set) var trials = ExactnessTrial.all

    /// - Returns: `nil` when the arguments make no sense.
    init?(_ arguments: some Sequence<String>) {
        var words: [String] = []
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            switch argument {
            case "--frames":
                guard let value = rest.next().flatMap({ Int($0) }), value > 0 else { return nil }
                frames = value
            case "--seed":
                guard let value = rest.next().flatMap({ UInt64($0) }) else { return nil }
                seed = value
            case "--jobs":
                guard let value = rest.next().flatMap({ Int($0) }), value > 0 else { return nil }
                jobs = value
            case "--list": isList = true
            default:
                guard !argument.hasPrefix("-") else { return nil }
                words.append(argument)
            }
        }
        if !words.isEmpty {
            trials = trials.filter { trial in
                words.contains { trial.description.contains($0) }
            }
        }
        guard !trials.isEmpty else { return nil }
    }

    /// Frames of one trial: its part of those with its fault.
    func frames(of trial: ExactnessTrial) -> Int {
        let links = trials.count { $0.fault == trial.fault }
        return (frames + links - 1) / max(1, links)
    }
}
