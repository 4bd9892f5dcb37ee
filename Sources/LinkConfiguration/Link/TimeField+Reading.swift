import CCSDS

extension TimeField {
    init?(_ section: Section<TimeKey>) {
        guard section.isReadable else { return nil }
        section.reportMissing(.offset, expected: "the first octet of the time")
        section.reportMissing(.code, expected: "cuc, cds, ccs or another")
        let name: TimeCodeName? = section.choice(
            .code,
            [
                "cuc": .cuc, "cds": .cds, "ccs": .ccs, "ascii": .ascii, "pField": .pField,
                "cfs": .cfs,
            ])
        let place = TimeField.place(section)
        // 65,541: the last octet of the longest packet.
        let offset = section.integer(.offset, in: 0...65_541)
        let byteOrder: ByteOrder? = section.choice(.byteOrder, ["big": .big, "little": .little])
        guard let name else { return nil }
        let code = name.code(section)
        let (epoch, scale) = EpochReader.read(name, section)
        guard let place, let offset, let code else { return nil }
        self.init(place: place, offset: offset, code: code)
        self.epoch = epoch
        self.scale = scale
        self.byteOrder = byteOrder ?? .big
    }

    private static func place(_ section: Section<TimeKey>) -> Place? {
        guard section.has(.apid) != section.has(.frame) else {
            section.diagnostics.report(
                section.position,
                "a time with \(section.has(.apid) ? "both" : "none") of 'apid' and 'frame', "
                    + "expected one of them")
            return nil
        }
        if section.has(.frame) {
            if section.has(.segments) {
                section.diagnostics.report(
                    section.keyPosition(.segments),
                    "'segments' with 'frame', expected it only with 'apid'")
            }
            return section.choice(
                .frame, ["secondaryHeader": .secondaryHeader, "insertZone": .insertZone])
        }
        let segments: Segments =
            section.choice(.segments, ["all": .all, "first": .first]) ?? .all
        return section.integer(.apid, in: 0...2046).map {
            .packet(ApplicationProcessIdentifier(rawValue: UInt16($0)), segments)
        }
    }
}
