import CCSDS
public import LinkConfiguration
public import LinkFraming
import LinkSecurity
public import TelemetryLink

/// The keys of a link: from the file that the link file names to what its decoder checks and opens
/// frames with.
public struct LinkKeyring: Sendable {
    /// Opens transfer frames; `nil`: the link names no keys for them.
    public private(set) var security: (any FrameSecurity)?
    /// Checks MAVLink signatures; `nil`: the link names no key for them.
    public private(set) var signatures: (any MAVLinkSignatureVerifier)?

    /// No keys.
    public init() {}

    /// Reads the link's keys, if it names any.
    ///
    /// - Throws: an error at the place of the link file that names the file or the key.
    public init(_ link: LinkFile) throws(ConfigurationError) {
        guard let keys = link.keys else { return }
        let file: KeyFile
        do throws(KeyFileError) {
            file = try KeyFile.read(keys.file.value)
        } catch {
            throw ConfigurationError(
                at: keys.file.position, "file of keys '\(keys.file.value)': \(error)")
        }
        var found: [SecurityParameterIndex: SecretKey] = [:]
        for (index, name) in keys.names.sorted(by: { $0.key < $1.key }) {
            found[index] = try LinkKeyring.key(name, of: file, keys)
        }
        if !found.isEmpty { security = AESGCMFrameSecurity(keys: found) }
        guard let name = keys.signing else { return }
        guard let key = MAVLinkSigningKey(try LinkKeyring.key(name, of: file, keys)) else {
            throw ConfigurationError(
                at: name.position,
                "key '\(name.value)' in '\(keys.file.value)' is no key for MAVLink, expected one "
                    + "of \(MAVLinkSigningKey.keyLength) octets")
        }
        signatures = key
    }

    private static func key(
        _ name: Located<String>, of file: KeyFile, _ keys: LinkKeys
    ) throws(ConfigurationError) -> SecretKey {
        guard let key = file[name.value] else {
            throw ConfigurationError(
                at: name.position, "no key '\(name.value)' in '\(keys.file.value)'")
        }
        return key
    }
}
