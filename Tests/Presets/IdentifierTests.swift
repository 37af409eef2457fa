import Testing

@testable import Presets

@Suite struct IdentifierTests {
  /// The published test vectors of FNV-1a: a tag must mean the same after a restart and in the next version.
  @Test(arguments: [
    ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
    ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
  ]) func entityTag(_ text: String, _ hash: String) {
    #expect(Identifier.entityTag(of: Array(text.utf8)) == "\"\(hash)\"")
  }

  @Test func uuidsAreRandom() {
    let ids = (0..<1000).map { _ in Identifier.uuid() }
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids.compactMap(\.first)).count == 16)
  }
}
