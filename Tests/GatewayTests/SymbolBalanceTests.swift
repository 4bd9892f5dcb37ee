import Gateway
import OrderedJSON
import TelemetryLink
import Testing

/// Is the convolutional stage's line in every form of the balance, and only on links with one?
struct SymbolBalanceTests {
    private let balance: LinkBalance = {
        var symbols = SymbolBalance()
        symbols.octetsIn = 1_010
        symbols.wrapperOctets = 10
        symbols.bitsPerSymbol = 8
        symbols.symbolsIn = 1_000
        symbols.decoded = 960
        symbols.pending = 40
        symbols.octetsOut = 60
        symbols.compared = 900
        symbols.errors = 9
        var balance = LinkBalance()
        balance.symbols = symbols
        balance.bitsIn = 480
        balance.deliveredBits = 480
        return balance
    }()

    @Test func text() {
        #expect(balance.isBalanced)
        #expect(
            BalanceText.lines(balance)[1]
                == "  symbols in 1000 = decoded 960 + skipped 0 + pending 40, octets out 60, "
                + "errors 9 of 900, realignments 0")
        #expect(BalanceText.lines(LinkBalance()).allSatisfy { !$0.contains("symbols") })
    }

    @Test func json() {
        let text = BalanceJSON.balance(balance).encoded(indented: false)
        #expect(
            text.contains(
                #""symbols":{"state":"search","octetsIn":1010,"wrapperOctets":10,"in":1000,"#
                    + #""decoded":960,"skipped":{},"pending":40,"octetsOut":60,"fillBits":0,"#
                    + #""compared":900,"errors":9,"errorRate":0.01,"realignments":0}"#), "\(text)")
        #expect(!BalanceJSON.balance(LinkBalance()).encoded(indented: false).contains("symbols"))
    }

    /// An octet, a symbol or a decoded bit that nobody has breaks the balance.
    @Test func lost() {
        let changes: [(inout SymbolBalance) -> Void] = [
            { $0.octetsIn += 1 }, { $0.decoded -= 1 }, { $0.pending += 1 }, { $0.octetsOut -= 1 },
            { $0.symbolsIn += 1 },
        ]
        for change in changes {
            var broken = balance
            if var symbols = broken.symbols {
                change(&symbols)
                broken.symbols = symbols
            }
            #expect(!broken.isBalanced)
        }
    }
}
