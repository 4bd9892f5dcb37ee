import Testing

@testable import QueryService

/// Is a request target taken apart as RFC 3986 says?
struct RequestTargetTests {
    @Test func parametersAreDecoded() throws {
        let target = try #require(RequestTarget("/v1/packets?filter=a+%3D%3d+b%2Bc&x&y=&=z"))
        #expect(target.path == "/v1/packets")
        #expect(target.parameters.map(\.name) == ["filter", "x", "y", ""])
        #expect(target.parameters.map(\.value) == ["a == b+c", "", "", "z"])
    }

    @Test(arguments: ["", "x", "http://x/y", "/%", "/%4", "/%zz", "/?a=%C3", "*"])
    func malformed(text: String) {
        #expect(RequestTarget(text) == nil)
    }

    @Test func parametersAreBounded() {
        let many = (0..<16).map { "a\($0)=1" }.joined(separator: "&")
        #expect(RequestTarget("/?\(many)") != nil)
        #expect(RequestTarget("/?\(many)&b=1") == nil)
    }

    @Test func whatTheClientEncodesIsDecoded() throws {
        let text = "apid in 1..5 && link == \"ü-a\" + %41"
        let target = try #require(RequestTarget("/?f=\(QueryClient.encoded(text))"))
        #expect(target.parameters.first?.value == text)
    }
}
