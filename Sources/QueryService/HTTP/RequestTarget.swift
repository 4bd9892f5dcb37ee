/// Path and parameters of a request target (RFC 9112 §3.2.1), percent-decoding done.
struct RequestTarget: Equatable {
    /// Most parameters: more than any route has.
    static let maximumParameters = 16

    var path: String
    var parameters: [(name: String, value: String)]

    /// - Returns: `nil` when the target is malformed or has too many parameters.
    init?(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, first.hasPrefix("/"),
            let path = RequestTarget.decoded(first, plusIsSpace: false)
        else { return nil }
        self.path = path
        parameters = []
        guard parts.count > 1 else { return }
        for pair in parts[1].split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parameters.count < RequestTarget.maximumParameters,
                let name = RequestTarget.decoded(halves[0], plusIsSpace: true),
                let value = RequestTarget.decoded(
                    halves.count > 1 ? halves[1] : "", plusIsSpace: true)
            else { return nil }
            parameters.append((name, value))
        }
    }

    static func == (left: Self, right: Self) -> Bool {
        left.path == right.path
            && left.parameters.elementsEqual(right.parameters) { $0 == $1 }
    }

    private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
        var octets: [UInt8] = []
        var rest = text.utf8
        // Each turn takes at least one octet.
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexValue),
                    let low = rest.popFirst().flatMap(hexValue)
                else { return nil }
                octets.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: octets.append(UInt8(ascii: " "))
            default: octets.append(octet)
            }
        }
        return String(validating: octets, as: UTF8.self)
    }

    private static func hexValue(_ octet: UInt8) -> UInt8? {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): octet - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): octet - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): octet - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
