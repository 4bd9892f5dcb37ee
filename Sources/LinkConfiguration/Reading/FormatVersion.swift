/// The first key of every file: `feedhorn: 1`.
enum FormatVersion {
    static let current = "1"
    private static let key = "feedhorn"

    static func check(_ root: DocumentNode, _ diagnostics: Diagnostics) {
        guard let pairs = root.pairs else { return }
        guard let first = pairs.first, first.key.text == key else {
            let place = root.value(key)?.position ?? pairs.first?.key.position ?? root.position
            let message =
                root.value(key) == nil
                ? "the file does not begin with its format version, expected 'feedhorn: 1' first"
                : "the format version comes later, expected 'feedhorn: 1' as the first key"
            diagnostics.report(place, message)
            return
        }
        guard case .scalar(current, quoted: false) = first.value.content else {
            diagnostics.report(
                first.value.position,
                "\(first.value.found) for the format version, expected \(current)")
            return
        }
    }
}
