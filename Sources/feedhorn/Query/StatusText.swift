/// The daemon's status for people: a table of the links, then what is not as it should be.
struct StatusText {
    private let status: JSONNode

    init(_ status: JSONNode) {
        self.status = status
    }

    /// Lines, each with its end.
    var text: String {
        var lines = [header]
        let links = status["links"]?.elements ?? []
        if links.isEmpty {
            lines.append("no links")
        } else {
            lines += table(links)
            lines += links.flatMap(troubles)
        }
        lines += captureLines
        lines += sinkLines
        if let subscribers = status["subscribers"] {
            lines.append("subscribers \(subscribers.shown)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func shown(_ node: JSONNode?) -> String { node?.shown ?? "-" }

    private var header: String {
        "station \(shown(status["station"])), feedhorn \(shown(status["version"]))"
            + ", since \(StatusText.seconds(status["started"]))"
    }

    // MARK: links

    private func table(_ links: [JSONNode]) -> [String] {
        let titles = [
            "LINK", "DEVICE", "SYNC", "RECEIVED", "WRITTEN", "DURABLE", "FRAMES", "REJECTED",
            "MISSING", "PACKETS", "LAST",
        ]
        var table = TextTable(titles, leading: 3)
        for link in links { table.add(row(link)) }
        return table.lines
    }

    private func row(_ link: JSONNode) -> [TextTable.Cell] {
        let state = shown(link["state"])
        let sync = shown(link["synchronizer"])
        let frames = link["frames"]
        let rejected = StatusText.total(frames?["rejected"])
        let missing = StatusText.sum("missing", link)
        let more = StatusText.sum("estimatedMore", link)
        return [
            .init(shown(link["name"])), .init(state, StatusText.colour(ofDevice: state)),
            .init(sync, sync == "LOCK" ? .green : nil),
            .init(octets(link["received"])), .init(octets(link["written"])),
            .init(octets(link["durable"])), .init(shown(frames?["delivered"])),
            .init("\(rejected)", rejected > 0 ? .yellow : nil),
            .init(
                more > 0 ? "\(missing)+\(more)?" : "\(missing)",
                missing + more > 0 ? .yellow : nil),
            .init(shown(link["packets"])),
            .init(StatusText.seconds(link["lastReception"])),
        ]
    }

    private static func colour(ofDevice state: String) -> Colour? {
        switch state.uppercased() {
        case "RECEIVING": .green
        case "ABSENT", "FAILED", "STALLED": .red
        default: nil
        }
    }

    private func octets(_ tally: JSONNode?) -> String { shown(tally?["octets"] ?? tally) }

    /// The sum of counts by reason, or the count itself.
    private static func total(_ counts: JSONNode?) -> UInt64 {
        counts?.count ?? counts?.members.values.reduce(0) { $0 &+ ($1.count ?? 0) } ?? 0
    }

    /// The sum of a count over the link's channels: `missing` by their counters, and by estimate.
    private static func sum(_ key: String, _ link: JSONNode) -> UInt64 {
        link["channels"]?.elements.reduce(0) { $0 &+ ($1[key]?.count ?? 0) } ?? 0
    }

    /// `2026-11-22T20:00:00Z` of an RFC 3339 time.
    private static func seconds(_ time: JSONNode?) -> String {
        guard let text = time?.text else { return "-" }
        return text.prefix { $0 != "." && $0 != "Z" } + "Z"
    }

    /// What a person should know of a link, a line each.
    private func troubles(_ link: JSONNode) -> [String] {
        var lines: [String] = []
        let name = shown(link["name"])
        if let reason = link["reason"]?.text,
            ["ABSENT", "FAILED", "STALLED"].contains(shown(link["state"]))
        {
            lines.append(Colour.red("\(name): \(reason)"))
        }
        if let isFound = link["baudFound"]?.flag {
            let doubt = isFound ? "" : ", no frame verified at it"
            lines.append("\(name): \(shown(link["baud"])) Bd\(doubt)")
        }
        let marks = StatusText.total(link["lineMarks"])
        if marks > 0 { lines.append(Colour.yellow("\(name): \(marks) characters garbled")) }
        if let outages = outages(link) { lines.append(Colour.yellow("\(name): \(outages)")) }
        if let diagnosis = link["diagnosis"], let sentence = diagnosis["sentence"]?.text,
            !["fine", "undecided", "noDevice"].contains(shown(diagnosis["rung"]))
        {
            lines.append(Colour.yellow("\(name): \(sentence)"))
        }
        for reason in (link["frames"]?["rejected"]?.members ?? [:]).sorted(by: { $0.key < $1.key })
        {
            lines.append("\(name): rejected \(reason.key) \(reason.value.shown)")
        }
        let lost: [(String, JSONNode?)] = [
            ("datagrams dropped by the kernel", link["kernelDropped"]),
            ("octets not captured", link["captureDropped"]?["octets"]),
        ]
        for (what, count) in lost where (count?.count ?? 0) > 0 {
            lines.append(Colour.red("\(name): \(shown(count)) \(what)"))
        }
        if let symbols = link["balance"]?["symbols"], symbols["state"]?.text != "lock" {
            lines.append(Colour.yellow("\(name): symbols in \(shown(symbols["state"]))"))
        }
        if link["balance"]?["balanced"]?.flag == false {
            lines.append(Colour.red("\(name): THE BALANCE DOES NOT HOLD"))
        }
        return lines
    }

    /// `3 outages, the last at 2026-11-22T20:00:00Z, absent 1.523 s: hang-up`.
    private func outages(_ link: JSONNode) -> String? {
        guard let count = link["outages"]?["count"]?.count, count > 0,
            let last = link["outages"]?["last"]
        else { return nil }
        let words = count == 1 ? "1 outage" : "\(count) outages, the last"
        let milliseconds = (last["absentNanoseconds"]?.count ?? 0) / 1_000_000
        let part = String(1_000 + milliseconds % 1_000).dropFirst()
        let absence =
            last["reopened"]?.text == nil
            ? "not open since" : "absent \(milliseconds / 1_000).\(part) s"
        let time = StatusText.seconds(last["lost"])
        return "\(words) at \(time), \(absence): \(shown(last["reason"]))"
    }

    // MARK: capture and sinks

    private var captureLines: [String] {
        guard let capture = status["capture"], !capture.members.isEmpty else { return [] }
        var line = "capture"
        if let segment = capture["segment"]?.text { line += " " + segment }
        var lines = [line]
        if let trouble = capture["trouble"]?.text {
            lines.append(Colour.red("capture: \(trouble)"))
        }
        return lines
    }

    /// One line for each sink: its name, then its other members as they come.
    private var sinkLines: [String] {
        (status["sinks"]?.elements ?? []).map { sink in
            let rest = sink.members.filter { $0.key != "name" && $0.key != "class" }
                .sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.shown)" }
            return "sink \(shown(sink["name"]))  " + rest.joined(separator: ", ")
        }
    }
}
