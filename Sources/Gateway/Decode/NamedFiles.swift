public import LinkConfiguration

/// The files that link files name: keys and leap seconds.
public enum NamedFiles {
    /// Reads those of every link, so that what is missing or wrong shows before it is needed.
    ///
    /// - Throws: every error, at the place of the link file that names the file or what is in it.
    public static func check(_ links: [LinkFile]) throws(ConfigurationErrors) {
        var errors: [ConfigurationError] = []
        for link in links {
            do throws(ConfigurationError) {
                _ = try LinkKeyring(link)
            } catch {
                errors.append(error)
            }
            do throws(ConfigurationError) {
                _ = try LeapSeconds.table(of: link)
            } catch {
                errors.append(error)
            }
        }
        guard errors.isEmpty else { throw ConfigurationErrors(errors: errors) }
    }
}
