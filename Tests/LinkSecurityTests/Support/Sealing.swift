import CCSDS
import Crypto
import FeedhornTestKit
import Foundation
import TelemetryLink

@testable import LinkSecurity

/// The sending side of a security association: makes secured frames of generated ones.
struct Sealing {
    var association: SecurityAssociation
    let keyOctets: [UInt8]
    /// Goes into sequence number and initialization vector, and counts on.
    var number: UInt64 = 1
    /// Octets of fill at the end of the data field.
    var fill = 0

    init(_ association: SecurityAssociation, key: [UInt8]) {
        self.association = association
        keyOctets = key
    }

    /// Octets that a frame is longer than the generated one.
    var overhead: Int {
        association.format.headerLength + association.format.trailerLength + fill
    }

    /// The frame with security header and trailer at the ends of its data field, which has its own
    /// length, and with a new FECF.
    mutating func seal(_ frame: GeneratedFrame) throws -> [UInt8] {
        let format = frame.format
        let start = format.dataFieldOffset
        let end = frame.octets.count - format.trailerLength
        var octets = try seal(
            Array(frame.octets[start..<end]), behind: Array(frame.octets[..<start]),
            before: Array(frame.octets[end...]))
        if format.hasErrorControl { octets.renewErrorControl() }
        return octets
    }

    /// A data field with everything that stands around it, the last octets as they are.
    mutating func seal(
        _ field: [UInt8], behind outer: [UInt8], before rest: [UInt8]
    ) throws -> [UInt8] {
        let header = outer + securityHeader()
        let data = field + [UInt8](repeating: 0xEE, count: fill)
        defer { number &+= 1 }
        return header + (try sealed(data, header, clear: outer.count)) + rest
    }

    private func securityHeader() -> [UInt8] {
        func field(_ value: UInt64, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
        }
        let format = association.format
        return field(UInt64(association.index.rawValue), 2)
            + field(number, format.initializationVector) + field(number, format.sequenceNumber)
            + field(UInt64(fill), format.padLength)
    }

    /// The data field as it is sent, and the code behind it.
    private func sealed(_ data: [UInt8], _ header: [UInt8], clear: Int) throws -> [UInt8] {
        var covered = header
        if let mask = association.authenticationMask {
            for index in 0..<clear { covered[index] &= index < mask.count ? mask[index] : 0 }
        }
        let isEncrypted = association.service != .authentication
        if !isEncrypted { covered += data }
        let vector = header[(clear + 2)...].prefix(association.format.initializationVector)
        let box = try AES.GCM.seal(
            isEncrypted ? data : [], using: SymmetricKey(data: keyOctets),
            nonce: AES.GCM.Nonce(data: vector), authenticating: covered)
        return (isEncrypted ? Array(box.ciphertext) : data) + Array(box.tag)
    }

    /// The receiving side.
    var security: AESGCMFrameSecurity {
        AESGCMFrameSecurity(keys: [association.index: SecretKey.test(keyOctets)])
    }
}

extension SecretKey {
    static func test(_ octets: [UInt8]) -> SecretKey {
        guard let key = octets.withUnsafeBytes({ SecretKey($0) }) else {
            preconditionFailure("\(octets.count) octets are no key")
        }
        return key
    }
}

extension [UInt8] {
    /// Writes the frame error control field again, after a change.
    mutating func renewErrorControl() {
        let check = FrameCheckSequence.compute(dropLast(2))
        self[count - 2] = UInt8(check >> 8)
        self[count - 1] = UInt8(check & 0xFF)
    }
}

extension SecurityAssociation {
    static func number(
        _ index: UInt16, _ service: Service = .authenticatedEncryption
    ) -> SecurityAssociation {
        SecurityAssociation(index: SecurityParameterIndex(rawValue: index), service: service)
    }
}
