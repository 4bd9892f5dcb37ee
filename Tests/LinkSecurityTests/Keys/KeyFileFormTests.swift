import Testing

@testable import LinkSecurity

/// Which lines of a file of keys are refused, and does no message show what stands in them?
struct KeyFileFormTests {
    private static let digits = "000102030405060708090a0b0c0d0e0f"

    private func fault(of text: String) -> KeyFileError? {
        fault(Array(text.utf8))
    }

    private func fault(_ octets: [UInt8]) -> KeyFileError? {
        octets.withUnsafeBytes { octets -> KeyFileError? in
            do throws(KeyFileError) {
                _ = try KeyFileParser.parse(octets)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test(
        arguments: [
            ("", 1, .version), ("\n\n# a\n", 3, .version), ("feedhornKeys: 2\n", 1, .version),
            (" feedhornKeys: 1\n", 1, .version), ("a: \(digits)\n", 1, .version),
            ("feedhornKeys: 1\nfeedhornKeys: 1\n", 2, .digits),
            ("feedhornKeys: 1\n\na \(digits)\n", 3, .form),
            ("feedhornKeys: 1\na:\(digits)\n", 2, .form), ("feedhornKeys: 1\na: \n", 2, .form),
            ("feedhornKeys: 1\na:\n", 2, .form), ("feedhornKeys: 1\n: \(digits)\n", 2, .name),
            ("feedhornKeys: 1\n.a: \(digits)\n", 2, .name),
            ("feedhornKeys: 1\n a: \(digits)\n", 2, .name),
            ("feedhornKeys: 1\nä: \(digits)\n", 2, .name),
            (
                "feedhornKeys: 1\n\(String(repeating: "a", count: 65)): \(digits)\n", 2,
                .name
            ),
            ("feedhornKeys: 1\na: \(digits.dropLast())\n", 2, .digits),
            ("feedhornKeys: 1\na: \(digits)00\n", 2, .digits),
            ("feedhornKeys: 1\na: 0x\(digits.dropLast(2))\n", 2, .digits),
            ("feedhornKeys: 1\na: \(digits.dropLast())g\n", 2, .digits),
            ("feedhornKeys: 1\na: \(digits) # b\n", 2, .digits),
            ("feedhornKeys: 1\na: \(digits)\nb: \(digits)\na: \(digits)", 4, .repeated(line: 2)),
        ] as [(String, Int, KeyFileError.Problem)])
    func refuses(text: String, line: Int, problem: KeyFileError.Problem) throws {
        let found = try #require(fault(of: text))
        #expect(found == .line(line, problem))
        #expect(!"\(found)".contains("0001020304"))
    }

    @Test(arguments: [16, 24, 32])
    func takes(length: Int) {
        let digits = String(repeating: "0F", count: length)
        #expect(fault(of: "feedhornKeys: 1\r\nA_b-9.c: \(digits)  \r\n") == nil)
        let name = String(repeating: "a", count: 64)
        #expect(fault(of: "# a\nfeedhornKeys: 1\n\(name):   \(digits)") == nil)
    }

    @Test func atMostSoManyKeys() {
        let lines = (0..<KeyFile.maximumKeys).map { "k\($0): \(KeyFileFormTests.digits)\n" }
            .joined()
        #expect(fault(of: "feedhornKeys: 1\n" + lines) == nil)
        #expect(
            fault(of: "feedhornKeys: 1\n\(lines)more: \(KeyFileFormTests.digits)\n")
                == .line(KeyFile.maximumKeys + 2, .tooMany))
    }

    @Test func everyPrefix() {
        let text = Array("feedhornKeys: 1\nhera: \(KeyFileFormTests.digits)\n".utf8)
        for count in 0...text.count {
            let isWhole = count == 15 || count == 16 || count >= text.count - 1
            #expect((fault(Array(text.prefix(count))) == nil) == isWhole, "\(count)")
        }
    }

    /// Keys show themselves to nobody.
    @Test func keysAreNotPrinted() {
        let key = SecretKey.test([UInt8](repeating: 0x41, count: 32))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
            #expect(text.contains("key of 32 octets"))
            #expect(!text.contains("65") && !text.contains("41") && !text.contains("AAAA"))
        }
    }
}
