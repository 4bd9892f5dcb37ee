import Testing

@testable import ChannelCoding

/// Is a code refused that none is, and has the book's code the book's numbers?
struct CodeTests {
    typealias Puncturing = ConvolutionalCode.Puncturing

    private func puncturing(_ first: String, _ second: String) -> Puncturing {
        Puncturing(first: first.map { $0 == "1" }, second: second.map { $0 == "1" })
    }

    @Test func patterns() {
        for rate in ConvolutionalCode.Rate.allCases {
            let code = ConvolutionalCode(rate: rate)
            #expect(ConvolutionalCode(rate: rate, puncturing: code.puncturing) == code)
            #expect(code.invertsSecond == (rate == .half))
        }
        #expect(ConvolutionalCode(rate: .twoThirds, puncturing: puncturing("11", "10")) != nil)
        // Another rate, other lengths, a bit without a symbol.
        #expect(ConvolutionalCode(rate: .half, puncturing: puncturing("11", "10")) == nil)
        #expect(ConvolutionalCode(rate: .twoThirds, puncturing: puncturing("11", "11")) == nil)
        #expect(ConvolutionalCode(rate: .twoThirds, puncturing: puncturing("11", "1")) == nil)
        #expect(
            ConvolutionalCode(rate: .threeQuarters, puncturing: puncturing("110", "110")) == nil)
        #expect(ConvolutionalCode(rate: .half, puncturing: puncturing("", "")) == nil)
    }

    /// The decision depth is at least five times the constraint length, and longer as fewer
    /// symbols are sent; units and what is around them are whole at every rate.
    @Test(arguments: ConvolutionalCode.Rate.allCases)
    func geometry(rate: ConvolutionalCode.Rate) {
        let code = ConvolutionalCode(rate: rate)
        let geometry = UnitGeometry(code)
        let (bits, symbols) = rate.period
        #expect(geometry.depthOctets * 8 * symbols >= 5 * 7 * 2 * bits)
        #expect(UnitGeometry.symbols.isMultiple(of: SymbolAlignment.cycle(of: code)))
        #expect(geometry.octets * 8 * symbols == UnitGeometry.symbols * bits)
        #expect(geometry.leadOctets * 8 * symbols == geometry.leadSymbols * bits)
        #expect(geometry.leadSymbols.isMultiple(of: SymbolAlignment.cycle(of: code)))
        #expect(geometry.depthSymbols.isMultiple(of: SymbolAlignment.cycle(of: code)))
        let steps = geometry.stagedSymbols / symbols * bits + UnitGeometry.silentSteps
        #expect(steps >= geometry.trellisOctets * 8)
    }
}
