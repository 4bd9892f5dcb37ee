import Foundation
import Testing

/// One entry of the vectors of secured frames.
struct SecurityVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Fields: Decodable, Sendable {
        let spi: UInt16
        let iv: String
        let mac: String
        let plaintext: String
        let aad: String
    }

    let id: String
    let hex: String
    let key: String
    let fields: Fields?
    let expect: String

    var testDescription: String { id }
    var octets: [UInt8] { hex.hexOctets }
    var isAuthenticationOnly: Bool { id.hasSuffix("auth") }

    private struct Document: Decodable {
        let count: Int
        let vectors: [SecurityVector]
    }

    /// Shown where a test is skipped because the files are not there.
    static let absent: Comment =
        "NOT TESTED: no vectors; set FEEDHORN_SHARED to the folder with standards/vectors"

    private static let file: URL = {
        let name = "standards/vectors/sdls.json"
        if let shared = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] {
            return URL(fileURLWithPath: shared).appendingPathComponent(name)
        }
        // <root>/Tests/LinkSecurityTests/Support/<this file>
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("../shared").appendingPathComponent(name)
    }()

    static var areThere: Bool { FileManager.default.fileExists(atPath: file.path) }

    /// Empty where the file is not there: the tests are then disabled.
    static let all: [SecurityVector] = {
        guard areThere else { return [] }
        do {
            let document = try JSONDecoder().decode(
                Document.self, from: Data(contentsOf: file))
            precondition(document.vectors.count == document.count && document.count == 4)
            return document.vectors
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}

extension String {
    /// The octets that pairs of hexadecimal digits mean.
    var hexOctets: [UInt8] {
        let digits = Array(utf8)
        precondition(digits.count % 2 == 0, "odd number of digits")
        return stride(from: 0, to: digits.count, by: 2).map { index in
            guard
                let octet = UInt8(
                    String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
            else { preconditionFailure("not hexadecimal: \(self)") }
            return octet
        }
    }
}
