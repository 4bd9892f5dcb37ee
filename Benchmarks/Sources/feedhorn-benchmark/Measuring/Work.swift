/// Something to be measured.
protocol Work: AnyObject {
    /// Word for it on the command line.
    var name: String { get }
    /// What the table says.
    var title: String { get }
    /// Octets that one run takes in.
    var octets: Int { get }
    /// What one run does, counted in the unit that its reader thinks in; `nil`: in octets.
    var items: Items? { get }

    /// Brings it into its first state; not measured.
    func prepare()
    func run()
    /// Why the last run, the first after ``prepare()``, was wrong; `nil`: it was right.
    func fault() -> String?
}

/// A number of things.
struct Items {
    enum Unit: String {
        case frame
        case packet
        case codeblock
        case octet
    }

    let count: Int
    let unit: Unit
    /// Whole packets among them, where the unit is a frame.
    var packets = 0
}

extension Work {
    func prepare() {}
    func fault() -> String? { nil }
}

/// Keeps the compiler from leaving out what nobody reads.
@inline(never)
func keep<Value>(_ value: Value) {}
