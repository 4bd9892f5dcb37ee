import TelemetryLink

/// A link of a station that a profile describes: what the profile leaves open is completed.
struct ProfileEntry {
    let section: Section<LinkReferenceKey>
    let profile: HardwareProfile
    /// What the station says of the source itself.
    let source: LinkSource?
    /// Which device, where the station says it.
    let device: LinkDevice?

    private var diagnostics: Diagnostics { section.diagnostics }

    /// - Returns: the link's source with its device; where that can't be, an error was reported.
    func completedSource() -> LinkSource? {
        guard let open = source ?? (section.has(.source) ? nil : profile.link.source) else {
            return nil
        }
        guard open.isDevice, !open.namesDevice else {
            if device != nil { reportDevice(open) }
            return open
        }
        device?.check(for: open, diagnostics)
        guard let match = match(open) else { return open }
        return open.at(match, path: device?.path)
    }

    /// A device that nobody asked for.
    private func reportDevice(_ source: LinkSource) {
        let why =
            source.isDevice
            ? "a source that names its device" : "source '\(source.kind)', which is no device"
        diagnostics.report(
            section.keyPosition(.device), "'device' with \(why), expected one of them")
    }

    /// What the device is, beyond doubt.
    private func match(_ source: LinkSource) -> SerialMatch? {
        if device?.isUnreadable == true { return nil }
        let kind = profile.match
        if device?.isIdentified != true {
            let place = device?.position ?? section.position(.profile)
            guard let kind, !kind.usb.isEmpty else {
                diagnostics.report(
                    place,
                    "profile '\(profile.name)' names no devices, expected 'device' with 'path', "
                        + "'serial' or 'port'")
                return nil
            }
            if let bridge = kind.genericBridge {
                diagnostics.report(
                    place,
                    "profile '\(profile.name)' is for \(bridge), a bridge chip of many makers' "
                        + "devices, expected 'device' with 'serial', 'port' or 'path': any adapter "
                        + "would be taken for this one")
                return nil
            }
        }
        return device?.match(of: kind) ?? SerialMatch(of: kind)
    }
}

extension SerialMatch {
    /// Any device of a kind.
    fileprivate init(of kind: ProfileMatch?) {
        self.init()
        self.kind = kind
    }
}

extension LinkSource {
    /// It is read from something that is plugged in.
    var isDevice: Bool {
        switch self {
        case .serial, .usb: true
        case .udp, .tcp, .file, .standardInput: false
        }
    }

    /// It says which device; only the source of a profile does not.
    var namesDevice: Bool {
        switch self {
        case .serial(let serial): serial.match != nil || !serial.path.isEmpty
        case .usb(let usb): usb.match != nil
        case .udp, .tcp, .file, .standardInput: true
        }
    }

    /// The same, at this device.
    func at(_ match: SerialMatch, path: String?) -> LinkSource {
        switch self {
        case .serial(var serial):
            if let path { serial.path = path } else { serial.match = match }
            return .serial(serial)
        case .usb(var usb):
            usb.match = match
            return .usb(usb)
        case .udp, .tcp, .file, .standardInput: return self
        }
    }
}
