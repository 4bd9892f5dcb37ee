/// A combination that `identify` tries, as the link file that says it.
struct LinkSketch: Hashable {
    enum Outer: Hashable {
        /// A marker and its octets; `bitStream`: anything may stand between frames.
        case synchronized(marker: [UInt8], bitStream: Bool)
        case fixedFrames
        case packets(octetsBefore: Int)
        case lengthPrefixed(LengthSketch)
        case kiss(port: Int?)
        case slip
        case cobs
        case hdlc(mostSignificantFirst: Bool, nrzi: Bool, g3ruh: Bool)
        case fprime
        case mavlink
    }

    enum Inner: String, Hashable {
        case tm = "tmFrames"
        case aos = "aosFrames"
        case uslp = "uslpFrames"
        case opaque
        case packets
        case ax25
    }

    enum Randomizer: String, Hashable, CaseIterable {
        case none
        case ccsds255
        case ccsds131071
    }

    struct LengthSketch: Hashable {
        var offset = 0
        var width = 2
        var isLittle = false
        var bias = 0
        var header = 0
    }

    struct Code: Hashable {
        var errors: Int
        var interleave: Int
        var isDual: Bool
        /// Octets of fill that are not zero; `nil`: zeros, as many as it takes.
        var fill: [UInt8]?
        var isStripped = false

        var parity: Int { 2 * errors * interleave }
    }

    struct Symbols: Hashable {
        var rate: String
        var form: String
    }

    var outer: Outer
    var inner = Inner.opaque
    /// Octets of the frame, parity not counted; 0 where records say it.
    var length = 0
    var symbols: Symbols?
    var isDifferential = false
    var randomizer = Randomizer.none
    var code: Code?
    var isLDPC = false
    var hasErrorControl = false
    var hasControlField = false
    var hasHeaderErrorControl = false
    var insertZone = 0
    var spacecraft: Int?
    /// Frames of whose data fields nothing is known.
    var isOpaqueInside = false

    var isFrames: Bool { [.tm, .aos, .uslp].contains(inner) }

    /// Packets with so much in front of each that it may be the headers of frames.
    var beginsBehindHeaders: Bool {
        if case .packets(let before) = outer { before >= 6 } else { false }
    }

    /// Frames back to back that nobody can say more of.
    var isUnknownFrame: Bool { outer == .fixedFrames && inner == .opaque && code == nil }

    /// Behind markers, and not by their distance alone.
    var isSurelySynchronized: Bool {
        if case .synchronized = outer { code != nil || isFrames } else { false }
    }

    /// Choices besides the usual: of two that explain as much, the plainer is taken.
    var extras: Int {
        (insertZone > 0 ? 1 : 0) + (hasControlField ? 1 : 0) + (hasHeaderErrorControl ? 1 : 0)
            + (code?.isStripped == true ? 1 : 0)
    }
}

extension LinkSketch {
    /// The framing's word.
    var framing: String {
        switch outer {
        case .synchronized(_, let bitStream): bitStream ? "bitStream" : "cadu"
        case .fixedFrames: "fixedFrames"
        case .packets: "packets"
        case .lengthPrefixed: "lengthPrefixed"
        case .kiss: "kiss"
        case .slip: "slip"
        case .cobs: "cobs"
        case .hdlc: "hdlc"
        case .fprime: "fprime"
        case .mavlink: "mavlink"
        }
    }

    /// The link file.
    ///
    /// - Parameters:
    ///   - notes: lines of comment at its top.
    ///   - source: the lines of `source`, where it is known.
    func yaml(name: String, notes: [String] = [], source: [String] = []) -> String {
        var lines = ["feedhorn: 1"] + notes.map { "# " + $0 } + ["name: \(name)"] + source
        switch outer {
        case .packets, .mavlink: lines.append("framing: \(framing)")
        default: lines.append("framing: [\(framing), \(inner.rawValue)]")
        }
        lines += outerLines + codingLines + frameLines
        if let spacecraft { lines += ["accept:", "  scid: [\(spacecraft)]"] }
        if isOpaqueInside { lines += ["channels:", "  other: {service: opaque}"] }
        if case .packets(let before) = outer, before > 0 {
            lines += ["packets:", "  octetsBefore: \(before)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var outerLines: [String] {
        switch outer {
        case .synchronized(let marker, _):
            return ["sync:", "  marker: \(Hexadecimal.text(marker).uppercased())"]
        case .kiss(let port): return port.map { ["kiss:", "  ports: [\($0)]"] } ?? []
        case .hdlc(let mostSignificantFirst, let nrzi, let g3ruh):
            return [
                "hdlc:", "  bitOrder: \(mostSignificantFirst ? "msbFirst" : "lsbFirst")",
                "  nrzi: \(nrzi)", "  g3ruh: \(g3ruh)",
            ]
        case .lengthPrefixed(let length):
            return [
                "lengthPrefixed:", "  offset: \(length.offset)", "  width: \(length.width)",
                "  byteOrder: \(length.isLittle ? "little" : "big")", "  bias: \(length.bias)",
                "  headerOctets: \(length.header)",
            ]
        case .fixedFrames, .packets, .slip, .cobs, .fprime, .mavlink: return []
        }
    }

    private var codingLines: [String] {
        var lines: [String] = []
        if let symbols {
            lines += [
                "  convolutional:", "    rate: \(symbols.rate)", "    symbols: \(symbols.form)",
            ]
        }
        if isDifferential { lines.append("  differential: nrzM") }
        if randomizer != .none { lines.append("  randomizer: \(randomizer.rawValue)") }
        if isLDPC { lines.append("  ldpc: c2") }
        if let code {
            lines += [
                "  reedSolomon:", "    e: \(code.errors)", "    interleave: \(code.interleave)",
                "    basis: \(code.isDual ? "dual" : "conventional")",
            ]
            if let fill = code.fill {
                let octets = fill.map { Hexadecimal.text([$0]).uppercased() }
                lines.append("    fill: \"\(octets.joined(separator: " "))\"")
            }
            if code.isStripped { lines.append("    mode: strip") }
        }
        return lines.isEmpty ? [] : ["coding:"] + lines
    }

    private var frameLines: [String] {
        var lines: [String] = []
        if length > 0 { lines.append("  length: \(length)") }
        if hasErrorControl { lines.append("  fecf: true") }
        if inner == .tm { lines.append("  ocf: header") }
        if inner == .aos, hasControlField { lines.append("  ocf: always") }
        if insertZone > 0 { lines.append("  insertZone: \(insertZone)") }
        if hasHeaderErrorControl { lines.append("  fhec: true") }
        return lines.isEmpty ? [] : ["frame:"] + lines
    }
}
