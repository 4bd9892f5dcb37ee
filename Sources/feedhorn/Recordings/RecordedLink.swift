import ArgumentParser
import LinkConfiguration

/// What is recorded, and how it is read: from a link file, a device named by hand, or both.
struct RecordedLink {
    let link: LinkFile
    /// The text of the link file; nil where none says how to read the octets.
    let text: String?

    /// As much as a link file may have.
    private static let limit = 256 * 1024
    /// Octets without a link file are kept as they come.
    private static let plain = "feedhorn: 1\nname: recording\nframing: opaque\n"

    /// - Parameters:
    ///   - path: of the link file.
    ///   - device: path of a serial device; it stands for the one that the link file names.
    ///   - baud: stands for that of the link file.
    /// - Throws: the exit code, after what is wrong was said.
    init(linkFile path: String?, device: String?, baud: UInt32?) throws {
        var link: LinkFile
        do throws(ConfigurationErrors) {
            if let path {
                link = try LinkFile.load(path)
            } else {
                link = try LinkFile.parse(Array(Self.plain.utf8), file: "recording")
            }
        } catch {
            throw Complaint.configuration(error)
        }
        text = path.flatMap { try? SystemFiles().contents(of: $0, limit: Self.limit) }
            .map { String(decoding: $0, as: UTF8.self) }
        let source = try Self.source(link.source, device, baud)
        link.take(source)
        self.link = link
    }

    /// - Parameters:
    ///   - profile: its name, or the path of its file or folder.
    ///   - device: which one, see ``ProfiledLink``.
    ///   - baud: stands for that of the profile.
    /// - Throws: the exit code, after what is wrong was said.
    init(profile: String, device: String?, baud: UInt32?, _ profiles: ProfilePath) throws {
        var (link, text) = try ProfiledLink.load(profile, device: device, profiles)
        if let baud { link.take(try Self.source(link.source, nil, baud)) }
        self.link = link
        self.text = text
    }

    private static func source(
        _ source: LinkSource?, _ device: String?, _ baud: UInt32?
    ) throws -> LinkSource {
        guard device != nil || baud != nil else {
            guard let source else {
                throw ValidationError("the link file has no source: name a device and --baud")
            }
            return source
        }
        var serial: SerialSource
        switch source {
        case .serial(let known): serial = known
        case nil:
            guard let device, let baud else {
                throw ValidationError("a device and --baud are needed where no link file has them")
            }
            serial = SerialSource(path: device, baud: baud)
        case .some(let other):
            throw ValidationError(
                "the link's source is \(other.kind): a device and --baud are for serial lines")
        }
        if let baud {
            serial.baud = baud
            // It is this one, whatever the file lets be tried.
            serial.otherBauds = []
        }
        if let device {
            guard device.contains("/") else {
                throw ValidationError("'\(device)' is no path of a device")
            }
            serial.path = device
            serial.match = nil
        }
        return .serial(serial)
    }
}
