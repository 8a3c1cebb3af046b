import Foundation
import GradusDisplay
import GradusTables
import Testing

@Suite struct OperationTests {
  private static func frames() throws -> (left: DataFrame, right: DataFrame, many: DataFrame) {
    let rows = (0..<40).map { i in
      let x = i % 5 == 0 ? "" : "\(Double(i * 37 % 23) / 4)"
      return "\(["b", "c", "a"][i % 3]),\(i % 2),\(i * 7 % 11),\(x)\n"
    }
    return (
      try DataFrame(parsing: "key,a,v\n1,x,1.5\n2,y,2.5\n2,z,\n4,,4.5\n"),
      try DataFrame(parsing: "key,b,v\n2,p,10\n4,q,20\n5,r,30\n2,s,40\n"),
      try DataFrame(parsing: "g,h,n,x\n" + rows.joined())
    )
  }

  private static func results() throws -> [String: String] {
    let (left, right, many) = try frames()
    let groups = many.grouped(by: "g")[["n", "x"]]
    var wide = DataFrame()
    for i in 0..<25 { wide["c\(i)"] = Column(Array(0..<70)) }
    var texts: [String: any CustomStringConvertible] = [
      "merge inner": left.joined(with: right, on: "key"),
      "merge left": left.joined(with: right, on: "key", how: .left),
      "merge right": left.joined(with: right, on: "key", how: .right),
      "merge outer": left.joined(with: right, on: "key", how: .outer),
      "sort two": many.sorted(by: ["g", "n"]).head(12),
      "sort down": many.sorted(by: "x", descending: true).head(12),
      "group two": many.grouped(by: ["g", "h"])["x"].mean(),
      "csv": left.csv(), "csv index": left.csv(includingIndex: true),
      "value counts": many["n"].valueCounts(),
      "unique": "[" + many["g"].unique().values.map { "'\($0)'" }.joined(separator: ", ") + "]",
      "quantile": many["x"].quantile(0.9),
      "sum": many[["n", "x"]].sum(), "var": many[["n", "x"]].variance(),
      "reset": many.grouped(by: "g")[["n"]].sum().resettingIndex(),
      "set index": left.settingIndex("a"), "rename": left.renaming(["a": "name"]),
      "dropna": left.droppingMissing(in: ["v"]), "wide": wide,
      "describe text": left[["a"]].describe(),
    ]
    for statistic in [
      Statistic.count, .sum, .mean, .median, .min, .max, .deviation, .variance, .uniqueCount,
      .first, .last,
    ] { texts["group \(statistic.rawValue)"] = groups.aggregate(statistic) }
    return texts.mapValues(\.description)
  }

  @Test func `joins, orders, groups and texts are as pandas recorded them`() throws {
    let want = try fixture("operations.json", [String: String].self)
    let got = try Self.results()
    #expect(Set(want.keys) == Set(got.keys))
    for (name, text) in want { #expect(got[name] == text, "\(name)") }
  }

  @Test func `columns combine element by element`() {
    let frame = DataFrame(["a": [1, 2, 3], "b": [0.5, nil, 2], "c": ["x", "y", "x"]])
    #expect((10 - frame["a"]).values == [9, 8, 7])
    #expect((frame["a"] * 2).type == .int64)
    #expect((1 / frame["b"]).values == [2, nil, 0.5])
    #expect((frame["a"] + frame["b"]).values == [1.5, nil, 5])
    let isX = frame["c"] .== "x"
    #expect(frame[isX .& (frame["a"] .> 1)]["a"].values == [3])
    #expect(frame[.!isX .| (frame["b"] .<= 0.5)]["a"].values == [1, 2])
    #expect((frame["b"] .!= 2).values == [true, true, false])
    #expect(frame["c"].map { $0 == "x" ? 1 : nil }.values == [1, nil, 1])
  }

  @Test func `a frame that is written and read again is the same`() throws {
    let frame = DataFrame([
      "text": ["a,b", "say \"hi\"", "two\nlines", nil], "number": [0.1, nil, 1e-9, -3],
      "whole": [1, 2, 3, 4], "flag": [true, false, true, true],
    ])
    let path = NSTemporaryDirectory() + "gradus-tables-\(UUID()).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try frame.write(csv: path)
    let again = try DataFrame(csv: path)
    #expect(again.description == frame.description)
    #expect(again.types.values == frame.types.values)
    for name in frame.columns { #expect(again[name].values == frame[name].values) }
  }

  @Test func `a missing file is an error with the system's reason`() {
    #expect(
      throws: TableError.file(path: "/no/such.csv", reason: "[Errno 2] No such file or directory")
    ) {
      try DataFrame(csv: "/no/such.csv")
    }
  }

  @Test(arguments: [
    ("12345678901234567890123", 12345678901234567890123.0), ("0.1", 0.1),
    ("4.9e-324", Double.leastNonzeroMagnitude),
    ("9007199254740993.0", 9_007_199_254_740_992),
    ("2.2250738585072014e-308", 2.2250738585072014e-308),
    ("123456789.123456789", 123456789.123456789), (" -7.5e+3 ", -7500),
  ]) func `numbers are correctly rounded`(text: String, value: Double) throws {
    #expect(try DataFrame(parsing: "a\n\(text)\n0.5\n")["a"][0] == .float(value))
  }

  @Test(arguments: [
    ("1\nx", ColumnType.int64, "invalid literal for int() with base 10: 'x'"),
    (
      "1\n2.5", .int64,
      "cannot safely convert passed user dtype of int64 for float64 dtyped data in column 1"
    ),
    ("1\n\"\"", .int64, "Integer column has NA values in column 1"),
    ("1.5\nit's", .float64, "could not convert string to float: \"it's\""),
    (
      "1\n2", .bool,
      "cannot safely convert passed user dtype of bool for int64 dtyped data in column 1"
    ),
    ("True\nNA", .bool, "Bool column has NA values in column 1"),
  ]) func `a type that a column cannot have is an error in pandas' words`(
    text: String, type: ColumnType, reason: String
  ) {
    let rows = text.split(separator: "\n").map { "0,\($0)\n" }.joined()
    #expect(throws: TableError.wrongType(column: "a", reason: reason)) {
      try DataFrame(parsing: "k,a\n" + rows, options: CSVOptions(types: ["a": type]))
    }
  }

  @Test func `a type that is asked for converts whole numbers and Booleans`() throws {
    let options = CSVOptions(types: ["a": .float64, "b": .int64])
    let frame = try DataFrame(parsing: "a,b,b\n1,True,FALSE\n2,False,TRUE\n", options: options)
    #expect(frame["a"].values == [1.0, 2.0] && frame["a"].type == .float64)
    #expect(frame["b"].values == [1, 0] && frame["b.1"].values == [0, 1])
  }

  @Test func `a column that is not there stops with its name and the others`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = DataFrame(["price": [1, 2]])["prise"]
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("KeyError: 'prise'\nthe columns are \"price\""))
  }

  @Test func `the mean of text stops with pandas' sentence`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = DataFrame(["name": ["a", "b"]]).mean()
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("Cannot perform reduction 'mean' with string dtype"))
  }

  @Test func `a position outside stops`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = DataFrame(["a": [1], "b": [2]])[column: 2]
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("single positional indexer is out-of-bounds\nposition 2 of 2"))
  }

  @Test func `HTML and Markdown show the same texts`() throws {
    let frame = DataFrame(["name": ["a|b", "<c>"], "x": [1.5, nil]])
    #expect(
      frame.markdown == """
        |  | name | x |
        | --- | --- | ---: |
        | 0 | a\\|b | 1.5 |
        | 1 | \\<c\\> | NaN |
        """)
    #expect(frame.html.contains("<td>&lt;c&gt;</td>\n      <td>NaN</td>"))
    #expect(frame.html.hasPrefix("<table class=\"dataframe\">\n  <thead>"))
    let long = DataFrame(["x": Column(Array(0..<100))])
    #expect(long.html.hasSuffix("<p>100 rows × 1 columns</p>"))
    #expect(long.markdown.contains("| 4 | 4 |\n| ... | ... |\n| 95 | 95 |"))
  }
}
