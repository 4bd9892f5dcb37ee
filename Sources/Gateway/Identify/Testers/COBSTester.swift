/// Do the octets look like COBS: does what stands between two zeros lead from code to code to the
/// next zero?
struct COBSTester {
    /// Against chance: a chain of codes ends with the record in one of some 64.
    let surprise: Double

    /// Shorter records end well too easily.
    private static let shortest = 4

    init(_ octets: [UInt8]) {
        var good = 0
        var all = 0
        var explained = 0
        for record in octets.split(separator: 0) where record.count >= Self.shortest {
            all += 1
            var place = record.startIndex
            while place < record.endIndex { place += Int(record[place]) }
            guard place == record.endIndex else { continue }
            good += 1
            explained += record.count + 1
        }
        let isMost = good * 10 >= all * 9 && explained * 2 >= octets.count
        surprise = isMost ? Surprise.of(good, outOf: all, bits: 6) : 0
    }
}
