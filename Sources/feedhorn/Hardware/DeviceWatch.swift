import Devices
import Gateway
import OrderedJSON
import TelemetryLink
import TelemetryPipeline

/// Tells of devices that come and go, as they do.
struct DeviceWatch {
    let shelf: ProfileShelf
    /// USB devices without a profile too.
    let all: Bool
    let json: Bool
    private var formatter = RFC3339Formatter()
    /// By their places in `/sys`: of a device that has gone nothing else is known any more.
    private var known: [String: DeviceEntry] = [:]

    init(_ shelf: ProfileShelf, all: Bool, json: Bool) {
        self.shelf = shelf
        self.all = all
        self.json = json
    }

    /// Until ^C, or for so many changes.
    ///
    /// - Returns: whether it was possible at all.
    mutating func run(_ directory: borrowing DeviceDirectory, count: Int?) -> Bool {
        // Before the first look, so that what comes just after it is heard.
        guard let monitor = directory.monitor(subsystems: ["tty", "usb"]) else { return false }
        for device in DeviceLookup.devices(in: directory, shelf, all: all) {
            known[device.systemPath] = DeviceEntry(device, shelf)
        }
        var told = 0
        Output.message("watching \(known.count) devices")
        // Each turn waits for a change, until ^C.
        while !Interruption.hasCome, told < count ?? .max {
            guard Interruption.wait(for: monitor.descriptor) == .ready else { continue }
            // Each turn takes one change away.
            while told < count ?? .max, let change = monitor.next() {
                if tell(change) { told += 1 }
            }
        }
        return true
    }

    /// - Returns: whether it was worth a line.
    private mutating func tell(_ change: DeviceChange) -> Bool {
        let device = change.device
        switch change.action {
        case "add":
            guard isOfInterest(device), known[device.systemPath] == nil else { return false }
            let entry = DeviceEntry(device, shelf)
            known[device.systemPath] = entry
            write("add", entry)
        case "remove":
            guard let entry = known.removeValue(forKey: device.systemPath) else { return false }
            write("remove", entry)
        default: return false
        }
        return true
    }

    /// Interfaces of USB devices have no nodes, and consoles are no devices.
    private func isOfInterest(_ device: DeviceProperties) -> Bool {
        guard !device.node.isEmpty else { return false }
        if device.isUSBDevice { return all || shelf.profile(of: device) != nil }
        return !device.systemPath.contains("/devices/virtual/")
    }

    private mutating func write(_ action: String, _ entry: DeviceEntry) {
        let time = formatter.string(Clocks.now().utc)
        guard json else {
            let cells = entry.cells.dropLast().joined(separator: "  ")
            return Output.write("\(time)  \(action)  \(cells)\n")
        }
        let members =
            [JSONMember("class", "DEVICE_CHANGE"), .init("time", .string(time))]
            + [JSONMember("action", .string(action))] + entry.members(class: "").dropFirst()
        Output.write(JSONValue.object(members).encoded() + "\n")
    }
}
