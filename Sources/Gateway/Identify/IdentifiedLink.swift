/// A combination that fits, with the grounds for it.
public struct IdentifiedLink: Sendable {
    let sketch: LinkSketch
    /// What the decoder made of the octets with it.
    public let evidence: Evidence
    /// What else was seen.
    public let notes: [String]

    /// The combination in one line.
    public var title: String {
        var parts = [sketch.framing]
        switch sketch.outer {
        case .synchronized(let marker, _):
            parts.append("marker \(Hexadecimal.text(marker).uppercased())")
        case .packets(let before) where before > 0: parts.append("\(before) octets before each")
        case .kiss(let port): parts += port.map { ["port \($0)"] } ?? []
        default: break
        }
        switch sketch.outer {
        case .packets, .mavlink: break
        default: parts.append(sketch.inner.rawValue)
        }
        if sketch.length > 0 { parts.append("frames of \(sketch.length) octets") }
        return (parts + coding + frame).joined(separator: ", ")
    }

    private var coding: [String] {
        var parts: [String] = []
        if let symbols = sketch.symbols {
            parts.append("convolutional \(symbols.rate) (\(symbols.form))")
        }
        if sketch.isDifferential { parts.append("NRZ-M") }
        if sketch.randomizer != .none { parts.append("randomizer \(sketch.randomizer.rawValue)") }
        if sketch.isLDPC { parts.append("LDPC C2") }
        if let code = sketch.code {
            let basis = code.isDual ? "dual" : "conventional"
            parts.append(
                code.isStripped
                    ? "\(code.parity) octets of parity that are none"
                    : "Reed–Solomon E=\(code.errors) I=\(code.interleave) \(basis)")
        }
        return parts
    }

    private var frame: [String] {
        var parts: [String] = []
        if sketch.hasErrorControl { parts.append("FECF") }
        if sketch.hasControlField { parts.append("OCF") }
        if sketch.hasHeaderErrorControl { parts.append("FHEC") }
        if sketch.insertZone > 0 { parts.append("insert zone \(sketch.insertZone)") }
        if let spacecraft = sketch.spacecraft { parts.append("spacecraft \(spacecraft)") }
        return parts
    }

    /// The link file that `feedhorn decode --link` takes.
    ///
    /// - Parameters:
    ///   - name: of the link.
    ///   - source: lines that say where the octets come from, where that is known.
    public func linkFile(name: String = "identified", source: [String] = []) -> String {
        sketch.yaml(
            name: name, notes: ["Found by feedhorn identify: \(evidence.text)."] + notes,
            source: source)
    }
}
