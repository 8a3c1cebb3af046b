import Foundation
import GradusDisplay
import GradusTables
import Testing

/// A value in a fixture: null, a Boolean, a number or a string.
private enum Recorded: Decodable {
  case value(TableValue)
  case list([Recorded])
  case map([String: Recorded])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .value(.missing)
    } else if let bool = try? container.decode(Bool.self) {
      self = .value(.bool(bool))
    } else if let int = try? container.decode(Int.self) {
      self = .value(.int(int))
    } else if let float = try? container.decode(Double.self) {
      self = .value(.float(float))
    } else if let string = try? container.decode(String.self) {
      self = .value(.string(string))
    } else if let list = try? container.decode([Recorded].self) {
      self = .list(list)
    } else {
      self = .map(try container.decode([String: Recorded].self))
    }
  }

  var value: TableValue { if case .value(let value) = self { value } else { .missing } }
  var string: String { value.description }
  var strings: [String] { if case .list(let list) = self { list.map(\.string) } else { [string] } }
}

private struct CSVCase: Decodable {
  let id: String
  let csv: String
  let kwargs: [String: Recorded]
  let raises: String?
  let print: String?
  let types: [String]?
  let data: [[Recorded]]?
  let texts: [String: String]?

  func options() throws -> CSVOptions {
    var options = CSVOptions()
    for (name, value) in kwargs {
      switch name {
      case "sep": options.separator = try #require(value.string.first)
      case "header": options.hasHeader = !value.value.isMissing
      case "index_col": options.indexColumn = Int(value.string)
      case "keep_default_na": options.hasDefaultMarkers = value.value == true
      case "na_values": options.missingMarkers = Set(value.strings)
      case "usecols": options.columns = value.strings
      case "nrows": options.rowLimit = Int(value.string)
      case "comment": options.comment = value.string.first
      case "dtype":
        guard case .map(let types) = value else { break }
        options.types = types.mapValues { ColumnType(rawValue: $0.string) ?? .object }
      default: Issue.record("unknown option \(name)")
      }
    }
    return options
  }
}

@Suite struct CSVTests {
  @Test func `texts are read and shown as pandas recorded it`() throws {
    let cases = try fixture("csv.json", [CSVCase].self)
    #expect(cases.count == 33)
    for item in cases {
      do throws(TableError) {
        let frame = try DataFrame(parsing: item.csv, options: (try? item.options()) ?? CSVOptions())
        #expect(frame.description == item.print, "\(item.id)")
        #expect((0..<frame.columns.count).map { frame[column: $0].type.description } == item.types)
        let data = (0..<frame.columns.count).map { frame[column: $0].values }
        #expect(data == item.data.map { $0.map { $0.map(\.value) } }, "\(item.id)")
        for (expression, text) in item.texts ?? [:] {
          let got: String? =
            switch expression {
            case "df.dtypes": frame.types.description
            case "df.isna().sum()": frame.isMissing().sum().description
            case "df.head(2)": frame.head(2).description
            case "df.describe()": frame.describe().description
            case "df.shape": DisplayText.of(frame.shape)
            case "df.isna()": frame.isMissing().description
            case "df.columns": nil
            default: "no translation"
            }
          if let got { #expect(got == text, "\(item.id): \(expression)") }
        }
      } catch {
        #expect(error.description == item.raises, "\(item.id)")
      }
    }
  }
}
