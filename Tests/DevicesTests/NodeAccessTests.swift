import Devices
import Glibc
import Testing

/// Who may open a node?
struct NodeAccessTests {
    private let user = SystemUser(name: "feedhorn", number: 999, groups: [999, 20])

    @Test(arguments: [
        (NodeAccess(owner: 0, group: 20, mode: 0o660), true, true),
        (NodeAccess(owner: 0, group: 20, mode: 0o640), true, false),
        (NodeAccess(owner: 0, group: 0, mode: 0o660), false, false),
        (NodeAccess(owner: 0, group: 0, mode: 0o664), true, false),
        (NodeAccess(owner: 999, group: 0, mode: 0o600), true, true),
        // The first that fits counts, also where it gives less.
        (NodeAccess(owner: 999, group: 20, mode: 0o066), false, false),
        (NodeAccess(owner: 0, group: 20, mode: 0o606), false, false),
    ])
    func rights(access: NodeAccess, reads: Bool, writes: Bool) {
        #expect(access.isReadable(by: user) == reads)
        #expect(access.isWritable(by: user) == writes)
    }

    @Test func theSystem() throws {
        let root = try #require(SystemUser(named: "root"))
        #expect(root.number == 0 && root.groups.contains(0))
        #expect(SystemUser.current.number == geteuid())
        #expect(SystemUser(named: "nobody-of-this-name") == nil)
        let null = try #require(NodeAccess(path: "/dev/null"))
        #expect(null.isReadable(by: user) && null.isWritable(by: user))
        #expect("\(NodeAccess(owner: 0, group: 0, mode: 0o660))" == "root:root 0660")
        #expect(NodeAccess(path: "/nowhere") == nil)
        #expect(NodeAccess(owner: 7, group: 7, mode: 0).isReadable(by: root))
    }
}
