public import Devices
public import LinkConfiguration

/// All hardware profiles that there are.
public struct ProfileShelf: Sendable {
    /// In the order of their names.
    public var profiles: [HardwareProfile] = []
    /// What is wrong with those that can't be used.
    public var errors: [ConfigurationErrors] = []

    /// These profiles.
    public init(_ profiles: [HardwareProfile]) {
        self.profiles = profiles
    }

    /// What is in the folders of a path.
    public init(_ path: ProfilePath, from files: any ConfigurationFiles = SystemFiles()) {
        for file in path.all(in: files) {
            do {
                profiles.append(try HardwareProfile.load(file, from: files))
            } catch {
                errors.append(error)
            }
        }
    }

    /// Every profile for devices, held against one: those that fit first, the more particular
    /// before the less.
    public func verdicts(on device: DeviceProperties) -> [ProfileVerdict] {
        profiles.compactMap { ProfileVerdict($0, device) }.sorted { $0.rank < $1.rank }
    }

    /// The profile of a device: the most particular of those that fit.
    public func profile(of device: DeviceProperties) -> HardwareProfile? {
        verdicts(on: device).first { $0.fits }?.profile
    }
}

/// A profile held against a device.
public struct ProfileVerdict: Sendable {
    /// The profile.
    public var profile: HardwareProfile
    /// Everything that it asks for, and how the device is there.
    public var criteria: [DeviceCriterion]

    /// `nil` for a profile that is for no devices.
    public init?(_ profile: HardwareProfile, _ device: DeviceProperties) {
        guard let kind = profile.match else { return nil }
        var match = DeviceMatch(kind)
        if case .usb = profile.link.source {
            match.subsystem = "usb"
        } else {
            match.subsystem = "tty"
        }
        self.profile = profile
        criteria = match.comparison(with: device)
    }

    /// The profile is for the device.
    public var fits: Bool { criteria.allSatisfy(\.fits) }

    fileprivate var rank: (Int, Int, Int, String) {
        let fitting = criteria.count { $0.fits }
        return (fits ? 0 : 1, -fitting, criteria.count, profile.name)
    }
}
