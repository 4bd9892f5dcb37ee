/// An expression as a flat list of instructions for a machine with one truth value: no
/// recursion, no allocation, and only as many steps as decide the answer.
///
/// Negations are pushed down to the tests (De Morgan), so that a test which can't be answered
/// may count as true whatever stands around it.
struct FilterProgram: Sendable {
    /// Links that one filter can name: their matches are the bits of a word.
    static let maximumLinks = 64

    struct Instruction: Sendable {
        enum Code: UInt8, Sendable {
            case within
            case notWithin
            case link
            case notLink
            /// A constant: `low` ≠ 0.
            case constant
            case jumpIfFalse
            case jumpIfTrue
        }

        var code: Code
        var field: FilterField = .link
        /// Where a jump goes; the number of a link.
        var target: UInt16 = 0
        var low: UInt64 = 0
        var high: UInt64 = 0
    }

    private(set) var instructions: [Instruction] = []
    private(set) var links: [String] = []

    init(_ expression: FilterExpression) {
        emit(expression, negated: false)
    }

    private mutating func emit(_ expression: FilterExpression, negated: Bool) {
        switch expression {
        case .test(let test): emit(test, negated: test.isNegated != negated)
        case .not(let inner): emit(inner, negated: !negated)
        case .all(let parts):
            emit(parts, negated: negated, jump: negated ? .jumpIfTrue : .jumpIfFalse)
        case .any(let parts):
            emit(parts, negated: negated, jump: negated ? .jumpIfFalse : .jumpIfTrue)
        }
    }

    private mutating func emit(
        _ parts: [FilterExpression], negated: Bool, jump: Instruction.Code
    ) {
        if parts.isEmpty { instructions.append(constant(!negated)) }
        var jumps: [Int] = []
        for (number, part) in parts.enumerated() {
            emit(part, negated: negated)
            guard number < parts.count - 1 else { break }
            jumps.append(instructions.count)
            instructions.append(Instruction(code: jump))
        }
        for index in jumps { instructions[index].target = UInt16(instructions.count) }
    }

    private mutating func emit(_ test: FilterTest, negated: Bool) {
        var tests = test.ranges.map { range in
            Instruction(
                code: negated ? .notWithin : .within, field: test.field, low: range.lowerBound,
                high: range.upperBound)
        }
        tests += test.links.map { name in
            Instruction(code: negated ? .notLink : .link, target: UInt16(number(of: name)))
        }
        if tests.isEmpty { tests = [constant(negated)] }
        let end = instructions.count + tests.count * 2 - 1
        for (number, instruction) in tests.enumerated() {
            instructions.append(instruction)
            guard number < tests.count - 1 else { break }
            instructions.append(
                Instruction(code: negated ? .jumpIfFalse : .jumpIfTrue, target: UInt16(end)))
        }
    }

    private func constant(_ value: Bool) -> Instruction {
        Instruction(code: .constant, low: value ? 1 : 0)
    }

    private mutating func number(of link: String) -> Int {
        if let number = links.firstIndex(of: link) { return number }
        links.append(link)
        return links.count - 1
    }

    /// The bits of the links that `name` is.
    func mask(of name: String) -> UInt64 {
        // `init` may have met more links than bits; the filter was refused then.
        links.prefix(FilterProgram.maximumLinks).enumerated().reduce(0) {
            $1.element == name ? $0 | 1 << UInt64($1.offset) : $0
        }
    }

    /// Whether `subject`, on the link whose mask is `linkMask`, passes.
    @inline(__always)
    func passes(_ subject: some FilterSubject, linkMask: UInt64) -> Bool {
        instructions.withUnsafeBufferPointer {
            FilterProgram.run($0, subject, linkMask: linkMask)
        }
    }

    @inline(__always)
    private static func run(
        _ instructions: UnsafeBufferPointer<Instruction>, _ subject: some FilterSubject,
        linkMask: UInt64
    ) -> Bool {
        var truth = true
        var next = 0
        // Jumps only go forward, so this ends.
        while next < instructions.count {
            let instruction = instructions[next]
            next += 1
            switch instruction.code {
            case .within: truth = instruction.test(subject, expected: true)
            case .notWithin: truth = instruction.test(subject, expected: false)
            case .link: truth = linkMask >> UInt64(instruction.target) & 1 == 1
            case .notLink: truth = linkMask >> UInt64(instruction.target) & 1 == 0
            case .constant: truth = instruction.low != 0
            case .jumpIfFalse: if !truth { next = Int(instruction.target) }
            case .jumpIfTrue: if truth { next = Int(instruction.target) }
            }
        }
        return truth
    }
}

extension FilterProgram.Instruction {
    @inline(__always)
    fileprivate func test<Subject: FilterSubject>(_ subject: Subject, expected: Bool) -> Bool {
        if Subject.unknownFields >> UInt32(field.rawValue) & 1 == 1 { return true }
        let value = subject.value(of: field)
        return (value >= low && value <= high) == expected
    }
}
