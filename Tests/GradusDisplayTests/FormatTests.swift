import GradusDisplay
import Testing

@Suite struct FormatTests {
  @Test func `numbers and strings are formatted as Python recorded them`() throws {
    let lines = try fixture("formats.tsv")
    #expect(lines.count > 300)
    for line in lines {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let operand: FormatOperand =
        switch parts[0] {
        case "f": .double(Double(parts[1]) ?? 0)
        case "i": FormatOperand(Int(parts[1]) ?? 0)
        default: .string(parts[1])
        }
      do throws(FormatError) {
        #expect(try operand.text(parts[2]) == parts[3], "\(line)")
      } catch {
        #expect("!" + error.message == parts[3], "\(line)")
      }
    }
  }

  @Test func `interpolations take a specification`() {
    let h = 0.001
    #expect("h=\(h, ".5f"), n=\(1_234_567, ",")|\("ab", "^6")|" == "h=0.00100, n=1,234,567|  ab  |")
    #expect("\(Float(0.1), "") \(Float(0.1), ".9f")" == "0.1 0.100000001")
    #expect("\(2, ".2f") \(UInt8(255), "#x") \(Int.min, "d")" == "2.00 0xff -9223372036854775808")
  }

  @Test func `a wrong specification stops with Python's sentence`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        print("\(1.5, "d")")
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("Unknown format code 'd' for object of type 'float'\nin the format"))
  }
}
