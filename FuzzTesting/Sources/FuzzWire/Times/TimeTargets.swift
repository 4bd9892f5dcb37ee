import CCSDS

/// Binary time codes of every form: what was read can be written again, and shown.
func fuzzTimeCode(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    do {
        let code = try TimeCode(checking: bytes.bytes)
        let format = try TimeCode.Format(preamble: bytes.bytes)
        let time = bytes[format.preambleLength..<format.preambleLength + format.timeLength]
        switch code {
        case .unsegmented(let code):
            var octets: [UInt8] = []
            code.serialize(into: &octets)
            try requireEqual(octets, Array(time), "CUC written again")
            try requireUnsegmented(code)
        case .daySegmented(let code):
            var octets: [UInt8] = []
            code.serialize(into: &octets)
            try requireEqual(octets, Array(time), "CDS written again")
            let again = try? DaySegmentedTimeCode(code.instant(), format: code.format)
            try requireEqual(again, code, "CDS of its instant")
        case .calendarSegmented(let code):
            try requireShown(code.instant)
        }
        for epoch in [TimeEpoch.ccsds, .gps, .unix, .j2000] {
            if let instant = code.instant(epoch: epoch) { try requireShown(instant) }
        }
    } catch let error as WireError {
        try requireSound(error, bytes)
    } catch {
        throw finding(error)
    }
}

/// A CUC of its own instant is the same, or, where a fraction is finer than a picosecond, earlier
/// by less than one.
private func requireUnsegmented(_ code: UnsegmentedTimeCode) throws(FuzzFinding) {
    for epoch in [TimeEpoch.ccsds, .gps] {
        let instant = code.instant(epoch: epoch)
        let again: UnsegmentedTimeCode
        do {
            again = try UnsegmentedTimeCode(instant, epoch: epoch, format: code.format)
        } catch {
            throw FuzzFinding("CUC of its instant: \(error)")
        }
        try requireEqual(again.coarse, code.coarse, "seconds")
        try require(again.fraction <= code.fraction, "fraction \(again.fraction)")
        // Both are rounded down: to a picosecond, then to a unit of the fraction.
        let difference = (code.fraction - again.fraction) * 1_000_000_000_000
        let picosecond = UInt128(1) << (8 * UInt128(code.format.fractionOctets))
        try require(difference < picosecond + 1_000_000_000_000, "fraction \(again.fraction)")
    }
}

/// An instant as text is the same instant again, where its year has four digits.
private func requireShown(_ instant: UTCInstant) throws(FuzzFinding) {
    let text = instant.formatted(fractionDigits: 12)
    guard text.utf8.count == 33, !text.hasPrefix("-") else { return }
    // A leap second that the table does not know can't be read.
    guard !instant.isLeapSecond || LeapSecondTable.builtIn.hasLeapSecond(onDay: instant.day)
    else { return }
    do {
        let again = try UTCInstant(asciiTimeCode: text)
        try requireEqual(again, instant, "read again from \(text)")
    } catch {
        throw finding(error)
    }
}

/// ASCII time codes A and B.
func fuzzASCIITime(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
        try requireShown(try UTCInstant(asciiTimeCode: text))
    } catch let error as WireError {
        try require((0...64).contains(error.offset), "place outside: \(error)")
    } catch {
        throw finding(error)
    }
}

/// Lists of leap seconds, and times on a clock that follows them.
func fuzzLeapSeconds(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let table = try? LeapSecondTable(list: text) else { return }
    for entry in table.entries {
        for second in [-1, 0, 1] as [Int64] {
            let atomic = TAIInstant(
                seconds: entry.day * 86_400 + entry.taiMinusUTC + second, picoseconds: 0)
            let instant = UTCInstant(atomic, leapSeconds: table)
            try requireEqual(
                table.taiMinusUTC(onDay: entry.day), entry.taiMinusUTC, "difference")
            // Where a second was left out, or before the first entry, UTC does not count up.
            guard entry.day != table.entries[0].day,
                table.taiMinusUTC(onDay: entry.day - 1) < entry.taiMinusUTC
            else { continue }
            try requireEqual(
                TAIInstant(instant, leapSeconds: table), atomic, "atomic time of \(instant)")
        }
    }
}
