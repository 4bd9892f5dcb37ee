import CCSDS
import LinkFraming
import TelemetryLink

/// Keys of frame security without any cryptography: what an input decides must be quickly right.
///
/// A code is right where its first octet is even; every octet is read and may be changed, so that a
/// piece that reaches outside the frame is seen.
struct FuzzSecurity: FrameSecurity {
    func hasKey(for association: SecurityParameterIndex) -> Bool {
        association.rawValue.isMultiple(of: 2)
    }

    func open(_ frame: borrowing SecuredFrame, data: inout MutableRawSpan) -> Bool {
        let read = [
            [UInt8](frame.initializationVector), [UInt8](frame.authenticated),
            [UInt8](frame.code),
        ]
        let key = read.joined().reduce(UInt8(0x5A), ^)
        guard read[2].first.map({ $0 & 1 == 0 }) ?? true else { return false }
        data.withUnsafeMutableBytes { octets in
            for index in octets.indices { octets[index] ^= key }
        }
        return true
    }
}

/// Signatures of MAVLink frames: the even ones are right.
struct FuzzSignatures: MAVLinkSignatureVerifier {
    func isRight(_ signature: UInt64, of signed: RawSpan) -> Bool {
        ([UInt8](signed).reduce(0, ^) | 1) != 0 && signature & 1 == 0
    }
}
