import ChannelCoding
import TelemetryLink

/// `coding`: randomizer and codes, and what they make of `frame.length`.
enum CodingReader {
    static func read(_ draft: inout LinkDraft) -> CodingParameters {
        var coding = CodingParameters()
        coding.randomizer =
            draft.coding.choice(
                .randomizer,
                [
                    "none": Pseudorandomizer?.none, "ccsds255": .period255,
                    "ccsds131071": .period131071,
                ]) ?? nil
        coding.differential =
            draft.coding.choice(
                .differential,
                ["none": DifferentialCode?.none, "nrzM": .mark, "nrzS": .space]) ?? nil
        coding.convolutional = ConvolutionalParameters(draft.convolutional)
        if draft.reedSolomon.isPresent, draft.reedSolomon.isReadable {
            coding.reedSolomon = reedSolomon(&draft)
        }
        coding.ldpc = ldpc(&draft)
        return coding
    }

    private static func ldpc(_ draft: inout LinkDraft) -> LDPCCode? {
        let code = draft.coding.choice(.ldpc, ["none": LDPCCode?.none, "c2": .c2]) ?? nil
        guard let code else { return nil }
        for key in [CodingKey.reedSolomon, .convolutional] where draft.coding.has(key) {
            draft.diagnostics.report(
                draft.coding.keyPosition(.ldpc),
                "'coding.ldpc' with '\(key.path)', expected one of them")
        }
        if !draft.frame.has(.length) { draft.parameters.frame.length = code.dataLength }
        let length = draft.parameters.frame.length
        // 0 is a length that was wrong already.
        if length != code.dataLength, length != 0 {
            draft.frame.report(
                .length,
                "frame.length \(length), but frames of the LDPC code have \(code.dataLength) "
                    + "octets: expected \(code.dataLength)",
                suggestion: String(code.dataLength))
        }
        return code
    }

    private static func reedSolomon(_ draft: inout LinkDraft) -> ReedSolomonParameters? {
        let section = draft.reedSolomon
        section.reportMissing(.interleave, expected: "1, 2, 3, 4, 5 or 8")
        let capability = section.integer(.e, of: ReedSolomonCode.errorCapabilities) ?? 16
        let depth = section.integer(.interleave, of: ReedSolomonCode.interleavingDepths)
        let basis: ReedSolomonCode.Basis =
            section.choice(.basis, ["dual": .dual, "conventional": .conventional]) ?? .dual
        let mode: ReedSolomonParameters.Mode =
            section.choice(.mode, ["correct": .correct, "strip": .strip]) ?? .correct
        guard let depth,
            let fill = VirtualFill.read(draft, capability: capability, depth: depth),
            let code = ReedSolomonCode(
                errorCapability: capability, interleavingDepth: depth, basis: basis, fill: fill)
        else { return nil }
        var parameters = ReedSolomonParameters(code: code)
        parameters.mode = mode
        if !draft.frame.has(.length) { draft.parameters.frame.length = code.dataLength }
        checkLength(draft, code)
        return parameters
    }

    private static func checkLength(_ draft: LinkDraft, _ code: ReedSolomonCode) {
        let length = draft.parameters.frame.length
        // 0 is a length that was wrong already.
        guard length != code.dataLength, length != 0 else { return }
        draft.frame.report(
            .length,
            "frame.length \(length), but E=\(code.errorCapability), I=\(code.interleavingDepth) "
                + "and \(code.fill.count) octets of fill make \(code.dataLength) data octets: "
                + "expected \(code.dataLength)",
            suggestion: String(code.dataLength))
    }
}

/// `coding.reedSolomon.fill`: how many zeros, or which octets, are thought in front of a codeword.
enum VirtualFill {
    /// - Returns: `nil` after an error was reported.
    static func read(_ draft: LinkDraft, capability: Int, depth: Int) -> [UInt8]? {
        // One data octet at least has to be left.
        let longest = 255 - 2 * capability - 1
        guard let node = draft.reedSolomon.node(.fill) else {
            return computed(draft, longest: longest, depth: depth)
        }
        if case .scalar(let text, quoted: false) = node.content,
            text.allSatisfy({ ("0"..."9").contains($0) }), !text.isEmpty
        {
            let zeros = draft.reedSolomon.integer(.fill, in: 0...longest)
            return zeros.map { [UInt8](repeating: 0, count: $0) }
        }
        guard let octets = node.text.flatMap({ HexOctets.parse(Substring($0)) }) else {
            draft.reedSolomon.report(
                .fill,
                "\(node.found) for 'coding.reedSolomon.fill', expected a number of zero octets, "
                    + "or octets in hexadecimal such as \"CF FC 1D\"")
            return nil
        }
        guard octets.count <= longest else {
            draft.reedSolomon.report(
                .fill, "\(octets.count) octets of fill, expected at most \(longest)")
            return nil
        }
        return octets
    }

    /// The zeros that make the code fit the frame.
    private static func computed(_ draft: LinkDraft, longest: Int, depth: Int) -> [UInt8]? {
        let length = draft.parameters.frame.length
        guard length > 0 else { return [] }
        let fill = longest + 1 - length / depth
        guard length.isMultiple(of: depth), (0...longest).contains(fill) else {
            draft.frame.report(
                .length,
                "frame.length \(length) fits no Reed–Solomon code of \(depth) codewords: expected "
                    + "a multiple of \(depth) from \(depth) to \((longest + 1) * depth)")
            return nil
        }
        return [UInt8](repeating: 0, count: fill)
    }
}
