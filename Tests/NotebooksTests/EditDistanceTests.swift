import Diagnostics
import Testing

@Suite struct EditDistanceTests {
  @Test(
    "The distance counts insertions, deletions, replacements and swaps",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("silent", "silent", 0), ("sielnt", "silent", 1),
      ("silnt", "silent", 1), ("silentt", "silent", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
      ("é", "e", 1),
    ])
  func distance(a: String, b: String, expected: Int) {
    #expect(editDistance(a, b) == expected)
    #expect(editDistance(b, a) == expected)
  }

  @Test("The nearest candidate wins, the first of several") func candidates() {
    #expect(nearest("hid", among: ["skip", "hide", "his"], within: 2) == "hide")
    #expect(nearest("hiding", among: ["skip", "hide"], within: 2) == nil)
    #expect(nearest("x", among: [], within: 9) == nil)
  }
}
