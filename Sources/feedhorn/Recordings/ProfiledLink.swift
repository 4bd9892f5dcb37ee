import ArgumentParser
import LinkConfiguration

/// The link of a profile at a device, as a station would have it: completed and checked by the
/// reader of station configurations.
enum ProfiledLink {
    /// What the configuration is called in messages.
    private static let name = "command line"
    /// As much as a configuration file may have.
    private static let limit = 256 * 1024

    /// A station of one link, in memory; everything else is read from the system.
    private struct Files: ConfigurationFiles {
        let station: String

        func contents(of path: String, limit: Int) throws(ConfigurationFileError) -> [UInt8] {
            path == ProfiledLink.name
                ? Array(station.utf8) : try SystemFiles().contents(of: path, limit: limit)
        }

        /// There is no `conf.d` beside a command line.
        func names(in directory: String) throws(ConfigurationFileError) -> [String] { [] }
    }

    /// - Parameters:
    ///   - profile: its name, or the path of its file or folder.
    ///   - device: a path, a serial number, or `serial=…`, `port=…`, `interface=…` with commas
    ///     between; nil where the profile is for one kind of device, or for none.
    /// - Throws: the exit code, after what is wrong was said.
    static func load(_ profile: String, device: String?, _ profiles: ProfilePath) throws
        -> (link: LinkFile, text: String)
    {
        let path = try file(of: profile, profiles)
        var entry = "{profile: \(quoted(path))"
        if let device { entry += ", device: {\(try members(device))}" }
        let station =
            "feedhorn: 1\nstation: {name: recording}\ncapture: {enabled: false}\n"
            + "links: [\(entry)}]\n"
        let files = Files(station: station)
        do throws(ConfigurationErrors) {
            let links = try StationConfiguration.load(name, from: files).links
            let text = try? SystemFiles().contents(of: path, limit: limit)
            guard let link = links.first, let text else {
                throw ConfigurationErrors(errors: [], leftOut: 0)
            }
            return (link, String(decoding: text, as: UTF8.self))
        } catch {
            throw Complaint.configuration(error)
        }
    }

    private static func file(of profile: String, _ profiles: ProfilePath) throws -> String {
        if profile.hasSuffix("/" + ProfilePath.fileName) { return profile }
        let inside = profile + "/" + ProfilePath.fileName
        if SystemText.exists(inside) { return inside }
        guard let found = profiles.find(profile) else {
            throw Complaint.line(
                "no profile '\(profile)' in \(profiles.folders.joined(separator: ", "))",
                ExitStatus.usage)
        }
        return found
    }

    /// As members of `device`.
    private static func members(_ device: String) throws -> String {
        if device.contains("/"), !device.contains("=") { return "path: \(quoted(device))" }
        guard device.contains("=") else { return "serial: \(quoted(device))" }
        return try device.split(separator: ",").map { part in
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else {
                throw ValidationError("'\(part)': expected serial=…, port=… or interface=…")
            }
            // A number stays one.
            let value = pair[0] == "interface" ? String(pair[1]) : quoted(String(pair[1]))
            return "\(quoted(String(pair[0]))): \(value)"
        }.joined(separator: ", ")
    }

    /// As YAML reads it back, whatever is in it.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20: quoted += "?"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
