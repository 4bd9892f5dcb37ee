import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Is the decoder's matrix (table 7-1) that of the encoder's generator (annex table)?
struct LDPCMatrixTests {
    /// The matrix, written down row by row: the columns of the ones in each.
    static let rows: [[Int]] = (0..<C2Matrix.layers).flatMap { layer in
        (0..<C2Matrix.size).map { row in
            (0..<C2Matrix.rowWeight).map { one in
                let first = Int(C2Matrix.ones[layer * C2Matrix.rowWeight + one])
                return one / 2 * C2Matrix.size + (first + row) % C2Matrix.size
            }
        }
    }

    /// CCSDS 131.0-B §7.3.2: 32 ones in a row, 4 in a column, rank 1020.
    @Test func shape() {
        #expect(LDPCMatrixTests.rows.count == 1_022)
        var columns = [Int](repeating: 0, count: 8_176)
        for row in LDPCMatrixTests.rows {
            #expect(Set(row).count == 32)
            for column in row { columns[column] += 1 }
        }
        #expect(columns.allSatisfy { $0 == 4 })
    }

    /// The last two columns of circulants have rank 1020, so that the parity of every frame is
    /// there, and is the only one but for two dimensions.
    @Test func rank() {
        var reduced = LDPCMatrixTests.rows.map { row in
            var words = [UInt64](repeating: 0, count: 16)
            for column in row where column >= 14 * 511 {
                let place = column - 14 * 511
                words[place / 64] |= 1 << UInt64(place % 64)
            }
            return words
        }
        var rank = 0
        for column in 0..<1_022 {
            let (word, bit) = (column / 64, UInt64(1) << UInt64(column % 64))
            guard let pivot = reduced[rank...].firstIndex(where: { $0[word] & bit != 0 }) else {
                continue
            }
            reduced.swapAt(rank, pivot)
            let row = reduced[rank]
            for other in rank + 1..<reduced.count where reduced[other][word] & bit != 0 {
                for index in word..<16 { reduced[other][index] ^= row[index] }
            }
            rank += 1
        }
        #expect(rank == 1_020)
    }

    /// Codewords satisfy each row, one by one, and any change of a bit is seen by its four rows.
    @Test func everyRow() {
        var words = LDPCWords(seed: 1)
        for _ in 0..<4 {
            let codeword = words.codeword()
            let bits = [UInt8](repeating: 0, count: 18) + LDPCWords.symbols(codeword)
            #expect(
                LDPCMatrixTests.rows.allSatisfy { row in
                    row.reduce(0) { $0 ^ bits[$1] } == 0
                })
            let spoiled = words.spoiled(codeword, 40)
            let wrong = [UInt8](repeating: 0, count: 18) + LDPCWords.symbols(spoiled)
            let failing = LDPCMatrixTests.rows.filter { row in
                row.reduce(0) { $0 ^ wrong[$1] } != 0
            }
            let checks = LDPCWords.checks(spoiled)
            #expect(checks?.count == failing.count)
            #expect(checks?.isSatisfied == false)
        }
    }

    /// A frame of one bit adds parity of which each half is even or odd by the bit's block: the
    /// blocks of odd halves, with the half itself, are those that the encoder keeps even.
    @Test func evenBlocks() {
        var sets: [UInt16] = [1 << 14, 1 << 15]
        for block in 0..<14 {
            var frame = [UInt8](repeating: 0, count: 892)
            let bit = max(0, block * 511 - 18)
            frame[bit / 8] = 0x80 >> UInt8(bit % 8)
            let parity = LDPCWords.symbols(LDPCEncoder().encode(frame)).dropFirst(7_136)
            for half in 0..<2 {
                let ones = parity.dropFirst(511 * half).prefix(511).reduce(0) { $0 + Int($1) }
                sets[half] |= UInt16(ones % 2) << UInt16(block)
            }
        }
        #expect(sets == C2Matrix.evenBlocks)
    }
}
