import Foundation

/// The part of the recordings' manifest that says how a recording has to be read.
struct Manifest: Decodable {
    let entries: [Entry]

    struct Entry: Decodable {
        let id: String
        let layer: String
        let framing: Framing
        let truth: Truth
    }

    struct Framing: Decodable {
        let type: String?
        let frame_length: Int?
        let fecf: String?
        let ocf: String?
        let insert_zone: Int?
        let packet_vcids: [Int]?
        let scids: [Int]?
        let asm: String?
        let randomised: Flexible?
        let rs_e: Int?
        let rs_i: Int?
        let rs_strip_only: Bool?
        let data_field_offset_override: Int?
        let drop_consecutive_identical_frames: Bool?
        let bytes_before_each_packet: Int?
    }

    struct Truth: Decodable {
        let times: [Time]?
        let frame_times: [Time]?
    }

    struct Time: Decodable {
        let apid: Int?
        let first_raw: String
        let first: Flexible
        let last_raw: String
        let last: Flexible
    }

    /// A value of one of several types.
    enum Flexible: Decodable {
        case flag(Bool)
        case number(Double)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    static func load() throws -> [Entry] {
        guard let shared = Project.shared else { return [] }
        let data = try Data(contentsOf: shared.appending(path: "recordings/manifest.json"))
        return try JSONDecoder().decode(Manifest.self, from: data).entries
    }
}
