import Devices
import Gateway
import LinkConfiguration
import OrderedJSON

/// Why a device is taken, or is not: the profiles that were compared, who may open it, who has it
/// and who may take it.
struct DeviceExplanation {
    private let entry: DeviceEntry
    private let verdicts: [ProfileVerdict]
    private let access: NodeAccess?
    private let user: SystemUser
    private let rivals: [DeviceRival]
    private let rule: UDevRule?

    /// The user that the installed daemon runs as.
    private static let daemon = "feedhorn"

    init(_ device: DeviceProperties, _ shelf: ProfileShelf) {
        entry = DeviceEntry(device, shelf)
        verdicts = shelf.verdicts(on: device)
        access = device.node.isEmpty ? nil : NodeAccess(path: device.node)
        user = SystemUser(named: Self.daemon) ?? .current
        rivals = DeviceRival.all(for: device)
        rule = UDevRule(device)
    }

    /// A USB device is written to as well: requests and transfers are such.
    private var isAccessible: Bool {
        guard let access else { return false }
        return access.isReadable(by: user)
            && (!entry.device.isUSBDevice || access.isWritable(by: user))
    }

    /// The bridge chip without anything that tells it from others.
    private var isGeneric: Bool { entry.profile?.match?.genericBridge != nil }

    private var needsRule: Bool {
        !isAccessible || rivals.contains { $0.program == "ModemManager" && $0.interest != .none }
    }

    var text: String {
        var lines = ["\(PlainText.line(entry.device.description))"]
        for path in entry.device.paths where path != entry.device.node {
            lines.append("  also \(PlainText.line(path))")
        }
        lines += profileLines + accessLines + rivalLines + ruleLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var profileLines: [String] {
        var lines = [
            entry.profile.map { "profile: \($0.name) (\($0.path), \($0.status.rawValue))" }
                ?? "profile: none fits"
        ]
        if isGeneric {
            lines.append(
                "  a bridge chip of many makers' devices: the configuration has to name it by "
                    + "serial, port or path")
        }
        for verdict in verdicts {
            lines.append("  \(verdict.profile.name): \(verdict.fits ? "fits" : "does not fit")")
            for criterion in verdict.criteria {
                let found = criterion.found.map(PlainText.line) ?? "unknown"
                lines.append(
                    criterion.fits
                        ? "    + \(criterion.name) is \(found)"
                        : "    - \(criterion.name) is \(found), expected \(criterion.expected)")
            }
        }
        if verdicts.isEmpty { lines.append("  no profile for devices was found") }
        return lines
    }

    private var accessLines: [String] {
        guard let access else { return ["access: its node is not there"] }
        let may = isAccessible ? "may open it" : "may not open it"
        let holders = entry.holders.map(\.description).joined(separator: ", ")
        return [
            "access: \(access), user \(user.name) \(may)",
            "held by: \(holders.isEmpty ? "nobody that can be seen" : holders)",
        ]
    }

    private var rivalLines: [String] {
        ["who may take it:"]
            + rivals.map { rival in
                let who = rival.processes.first.map { " (process \($0.process))" } ?? ""
                let remedy = rival.remedy.map { "; remedy: \($0)" } ?? ""
                return "  \(rival.program)\(who): \(rival.reason)\(remedy)"
            }
    }

    private var ruleLines: [String] {
        guard let rule else { return ["udev rule: none, it is no USB device"] }
        let need = needsRule ? "needed" : "not needed now"
        return ["udev rule (\(need)):"]
            + rule.text.split(separator: "\n").map { "  \($0)" }
    }

    var json: String {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        var members = entry.members(class: "EXPLANATION")
        members += [
            .init("compared", .array(verdicts.map(Self.value))),
            .init("mode", text(access.map { "\($0)" })),
            .init("user", .string(user.name)),
            .init("accessible", .bool(isAccessible)),
            .init("genericBridge", .bool(isGeneric)),
            .init(
                "rivals",
                .array(
                    rivals.map { rival in
                        .object([
                            .init("program", .string(rival.program)),
                            .init(
                                "processes",
                                .array(rival.processes.map { .integer(Int64($0.process)) })),
                            .init("interest", .string(rival.interest.rawValue)),
                            .init("reason", .string(rival.reason)),
                            .init("remedy", text(rival.remedy)),
                        ])
                    })),
            .init("udevRule", text(rule?.line)),
            .init("udevRuleNeeded", .bool(needsRule)),
        ]
        return JSONValue.object(members).encoded() + "\n"
    }

    private static func value(_ verdict: ProfileVerdict) -> JSONValue {
        .object([
            .init("profile", .string(verdict.profile.name)),
            .init("fits", .bool(verdict.fits)),
            .init(
                "criteria",
                .array(
                    verdict.criteria.map { criterion in
                        .object([
                            .init("name", .string(criterion.name)),
                            .init("expected", .string(criterion.expected)),
                            .init("found", criterion.found.map { .string($0) } ?? .null),
                            .init("fits", .bool(criterion.fits)),
                        ])
                    })),
        ])
    }
}
