import ChannelCoding
import TelemetryLink

extension ConvolutionalParameters {
    /// `coding.convolutional`; `nil` where it is not written, or was wrong.
    init?(_ section: Section<ConvolutionalKey>) {
        guard section.isPresent, section.isReadable else { return nil }
        let rate: ConvolutionalCode.Rate =
            section.choice(
                .rate,
                [
                    "1/2": .half, "2/3": .twoThirds, "3/4": .threeQuarters, "5/6": .fiveSixths,
                    "7/8": .sevenEighths,
                ]) ?? .half
        self.init(code: ConvolutionalParameters.code(section, rate))
        code.invertsSecond = section.flag(.invertG2) ?? code.invertsSecond
        code.sendsSecondFirst =
            section.choice(.order, ["g1g2": false, "g2g1": true]) ?? code.sendsSecondFirst
        symbols =
            section.choice(
                .symbols, ["hard": .hard, "unsigned8": .unsignedSoft, "signed8": .signedSoft])
            ?? symbols
        modulation =
            section.choice(
                .modulation, ["bpsk": .bpsk, "qpsk": .qpsk, "qpskMirrored": .qpskMirrored])
            ?? modulation
        if modulation == .qpskMirrored, code.hidesMirroring {
            section.report(
                .modulation,
                "qpskMirrored with a code that turns mirrored symbols into other bits, as rate "
                    + "\(rate.rawValue) does: expected bpsk or qpsk")
            modulation = .qpsk
        }
    }

    /// The rate's code, with the patterns that the file has for it.
    private static func code(
        _ section: Section<ConvolutionalKey>, _ rate: ConvolutionalCode.Rate
    ) -> ConvolutionalCode {
        let standard = ConvolutionalCode(rate: rate)
        guard let text = section.text(.puncture) else { return standard }
        let patterns = text.value.split(separator: "/", omittingEmptySubsequences: false)
        let isBinary = patterns.allSatisfy { $0.allSatisfy { $0 == "0" || $0 == "1" } }
        if patterns.count == 2, isBinary,
            let code = ConvolutionalCode(
                rate: rate,
                puncturing: ConvolutionalCode.Puncturing(
                    first: patterns[0].map { $0 == "1" }, second: patterns[1].map { $0 == "1" }))
        {
            return code
        }
        let (bits, symbols) = rate.period
        let example = [standard.puncturing.first, standard.puncturing.second]
            .map { $0.map { $0 ? "1" : "0" }.joined() }.joined(separator: "/")
        section.report(
            .puncture,
            "\(quote(text.value)) for 'coding.convolutional.puncture', expected which of \(bits) "
                + "bits' symbols are sent, G1/G2, \(symbols) of them and one at least for each "
                + "bit, such as \(example)")
        return standard
    }
}
