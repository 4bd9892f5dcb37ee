/// Programs that open serial ports by themselves: somebody's radio is no modem.
enum PortGrabbers {
    /// Each with the property of udev that keeps it off a port, if there is one.
    private static let grabbers: [(process: String, property: String?, fix: String)] = [
        (
            "ModemManager", "ID_MM_DEVICE_IGNORE",
            "a udev rule with ENV{ID_MM_DEVICE_IGNORE}=\"1\" keeps it off"
        ),
        ("brltty", nil, "remove brltty, or its udev rule for this device"),
        ("gpsd", nil, "take the port out of gpsd's DEVICES and set USBAUTO=\"false\""),
    ]
    /// Programs that may take the port, of those that run.
    static func findings(
        _ properties: [String: String], _ subject: String, _ processes: Set<String>
    ) -> [DoctorFinding] {
        // Only what udev knows is looked at by them.
        guard !properties.isEmpty else { return [] }
        return grabbers.compactMap { process, property, fix in
            guard processes.contains(process) else { return nil }
            if let property, properties[property] == "1" { return nil }
            return .warn(subject, "\(process) runs, and may open the port", fix: fix)
        }
    }
}
