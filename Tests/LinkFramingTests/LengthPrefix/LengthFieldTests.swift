import LinkFraming
import Testing

@Suite("Is a length read in either order, and nothing outside the octets?")
struct LengthFieldTests {
    private let octets: [UInt8] = [0x12, 0x34, 0x56, 0x78, 0x9A]

    private func value(_ width: Int, little: Bool, at offset: Int) throws -> Int? {
        let field = try #require(LengthField(width: width, isLittleEndian: little))
        return octets.withUnsafeBytes { field.value(in: RawSpan(_unsafeBytes: $0), at: offset) }
    }

    @Test func everyWidth() throws {
        #expect(try value(1, little: false, at: 1) == 0x34)
        #expect(try value(2, little: false, at: 0) == 0x1234)
        #expect(try value(2, little: true, at: 0) == 0x3412)
        #expect(try value(3, little: false, at: 2) == 0x56789A)
        #expect(try value(3, little: true, at: 2) == 0x9A7856)
        #expect(try value(4, little: false, at: 1) == 0x3456_789A)
        #expect(try value(4, little: true, at: 1) == 0x9A78_5634)
    }

    @Test func nothingOutside() throws {
        for width in 1...4 {
            for offset in -2...6 {
                let fits = offset >= 0 && offset + width <= octets.count
                #expect(try (value(width, little: true, at: offset) != nil) == fits)
            }
        }
    }

    @Test func otherWidths() {
        #expect(LengthField(width: 0, isLittleEndian: false) == nil)
        #expect(LengthField(width: 5, isLittleEndian: false) == nil)
        #expect(LengthField(width: -1, isLittleEndian: true) == nil)
    }
}
