public import CCSDS
public import LinkConfiguration

/// The leap seconds of links: those of the file that a link file names, else those built in.
public enum LeapSeconds {
    /// Larger files are no lists of leap seconds: the one of 2026 has 6 KiB.
    private static let maximumOctets = 256 * 1024

    /// Reads the list that the link names.
    ///
    /// - Throws: an error at the place of the link file that names it.
    public static func table(
        of link: LinkFile, from files: any ConfigurationFiles = SystemFiles()
    ) throws(ConfigurationError) -> LeapSecondTable {
        guard let path = link.leapSeconds else { return .builtIn }
        let octets: [UInt8]
        do throws(ConfigurationFileError) {
            octets = try files.contents(of: path.value, limit: maximumOctets)
        } catch {
            throw ConfigurationError(
                at: path.position, "file of leap seconds '\(path.value)': \(error.reason)")
        }
        do throws(LeapSecondListError) {
            return try LeapSecondTable(list: String(decoding: octets, as: UTF8.self))
        } catch {
            throw ConfigurationError(
                at: path.position, "file of leap seconds '\(path.value)': \(words(error))")
        }
    }

    private static func words(_ error: LeapSecondListError) -> String {
        switch error.reason {
        case .malformedLine:
            "line \(error.line) is none of a leap-seconds.list, expected NTP seconds of a "
                + "midnight and TAI − UTC"
        case .tooLong: "more than \(LeapSecondTable.maximumLines) lines"
        case .impossibleTable: "no leap seconds, or steps that are not of one second"
        }
    }
}
