import CCSDS
public import LinkConfiguration
import LinkSecurity
public import TelemetryLink

/// The keys of a link: from the file that the link file names to what opens its frames.
public enum LinkKeyring {
    /// Reads the link's keys.
    ///
    /// - Returns: `nil` for a link that names none.
    /// - Throws: an error at the place of the link file that names the file or the key.
    public static func security(
        of link: LinkFile
    ) throws(ConfigurationError) -> (any FrameSecurity)? {
        guard let keys = link.keys else { return nil }
        let file: KeyFile
        do throws(KeyFileError) {
            file = try KeyFile.read(keys.file.value)
        } catch {
            throw ConfigurationError(
                at: keys.file.position, "file of keys '\(keys.file.value)': \(error)")
        }
        var found: [SecurityParameterIndex: SecretKey] = [:]
        for (index, name) in keys.names.sorted(by: { $0.key < $1.key }) {
            guard let key = file[name.value] else {
                throw ConfigurationError(
                    at: name.position, "no key '\(name.value)' in '\(keys.file.value)'")
            }
            found[index] = key
        }
        return AESGCMFrameSecurity(keys: found)
    }

    /// Looks at the keys of every link, so that a file or a key that is missing shows before they
    /// are needed.
    ///
    /// - Throws: an error for each link that has one.
    public static func check(_ links: [LinkFile]) throws(ConfigurationErrors) {
        var errors: [ConfigurationError] = []
        for link in links {
            do throws(ConfigurationError) {
                _ = try security(of: link)
            } catch {
                errors.append(error)
            }
        }
        guard errors.isEmpty else { throw ConfigurationErrors(errors: errors) }
    }
}
