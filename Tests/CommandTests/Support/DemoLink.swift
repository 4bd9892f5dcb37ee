import FeedhornTestKit
import Foundation

/// The generated pass, and a link file that fits it.
enum DemoLink {
    private static let pass = DemoPass()

    /// The pass as received.
    static let octets = pass.octets
    /// Its truth, as the generator writes it.
    static let expectedText = pass.expectedText

    static let text = """
        feedhorn: 1
        name: demo
        framing: cadu
        sync:
          marker: 1ACFFC1D
          polarity: auto
        coding:
          randomizer: ccsds255
          reedSolomon: {e: 16, interleave: 1, basis: dual}
        frame:
          type: tm
          length: 223
          fecf: true
          ocf: header
        accept:
          scid: [681]

        """

    /// Keys of the generator's truth that say what was delivered.
    static let comparedKeys = [
        "frames", "frames_sha256", "vc", "packets", "nonidle_stream_sha256",
        "encapsulation_packets", "frames_bad_fecf", "frames_rejected_scid", "ocf_words",
    ]

    /// Those keys of a summary as JSON text, in a form in which equal is equal.
    static func compared(_ summary: Data) throws -> [String: NSObject] {
        let object = try JSONSerialization.jsonObject(with: summary) as? [String: NSObject] ?? [:]
        return object.filter { comparedKeys.contains($0.key) }
    }

    static var truth: [String: NSObject] {
        get throws { try compared(Data(expectedText.utf8)) }
    }
}
