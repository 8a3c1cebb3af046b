import Foundation
import GradusDisplay
import GradusTables
import GradusTensors
import Testing

private struct FrameCase: Decodable {
  struct Step: Decodable {
    struct Failure: Decodable {
      let type: String
      let message: String
    }
    let code: String
    let text: String?
    let error: Failure?
  }
  let id: String
  let steps: [Step]
}

private func show(_ value: some Any) -> String { DisplayText.of(value) ?? "" }

@Suite struct FrameTests {
  private static let seed = """
    NumRooms,RoofType,Price
    NA,NA,127500
    2,NA,106000
    4,Slate,178100
    NA,NA,140000
    """
  private static let cities = """
    city,kind,price,size
    A,x,10,1.5
    B,y,20,2.5
    A,y,30,
    B,x,,4.5
    A,x,50,5.5

    """

  private static func setup(_ id: String) throws -> DataFrame {
    switch id {
    case "frame/seed": return try DataFrame(parsing: seed)
    case "frame/groupby": return try DataFrame(parsing: cities)
    case "frame/wide":
      var frame = DataFrame()
      for i in 0..<12 { frame["column_\(i)"] = Column([Double(i) * 1.5, Double(-i)]) }
      return frame
    case "frame/long":
      return DataFrame(["i": Column(Array(0..<100)), "sq": Column((0..<100).map { $0 * $0 })])
    case "frame/formats":
      return DataFrame([
        "f": [1.0, 0.5, 1e-5], "g": [1e10, 2.5, 3.0], "h": [1.0, 2.0, 3.0],
        "b": [true, false, true], "s": ["a", "bb", nil], "n": [1, -20, 300],
      ])
    case "frame/long_strings":
      return DataFrame(["t": Column([String(repeating: "x", count: 60), "short"]), "v": [1, 2]])
    case "frame/empty": return DataFrame(["a": Column([Double]()), "b": Column([Double]())])
    default:
      return DataFrame([
        "a": ["x", "y", nil, "x"], "b": [1, 2, 3, 4], "c": ["q", "q", "r", nil],
      ])
    }
  }

  private static let functions: [String: @Sendable (inout DataFrame) -> String] = [
    "data": { show($0) },
    "data.iloc[:, 0:2]": { show($0[columns: 0..<2]) },
    "data.iloc[:, 2]": { show($0[column: 2]) },
    "data.iloc[:, 0:2].shape": { show($0[columns: 0..<2].shape) },
    "data.iloc[1]": { show($0[row: 1]) },
    "data.iloc[0]": { show($0[row: 0]) },
    "data.iloc[1, 0]": { "np.float64(\($0[1, 0]))" },
    "data.iloc[0:2]": { show($0[rows: 0..<2]) },
    "data.iloc[-1:]": { show($0.tail(1)) },
    "data.iloc[[0, 2], [2, 0]]": { show($0[rows: [0, 2]][columns: [2, 0]]) },
    "data.columns.tolist()": {
      "[" + $0.columns.map { "'\($0)'" }.joined(separator: ", ") + "]"
    },
    "inputs, targets = data.iloc[:, 0:2], data.iloc[:, 2]\ninputs = pd.get_dummies(inputs, dummy_na=True)\ninputs":
      { show($0[columns: 0..<2].oneHot(missing: true)) },
    "torch.tensor(inputs.to_numpy(dtype=float))": {
      show(Tensor(filled($0), dtype: .float64))
    },
    "torch.tensor(inputs.values.astype('float32'))": { show(Tensor(filled($0), dtype: .float32)) },
    "torch.tensor(targets.to_numpy(dtype=float))": { show(Tensor($0[column: 2], dtype: .float64)) },
    "torch.tensor(targets.to_numpy())": { show(Tensor($0[column: 2])) },
    "targets": { show($0[column: 2]) },
    "inputs.dtypes": { show($0[columns: 0..<2].oneHot(missing: true).types) },
    "inputs.mean()": { show($0[columns: 0..<2].oneHot(missing: true).mean()) },
    "inputs.fillna(inputs.mean())": {
      let inputs = $0[columns: 0..<2].oneHot(missing: true)
      return show(inputs.fillingMissing(inputs.mean()))
    },
    "pd.get_dummies(data.iloc[:, 0:2])": { show($0[columns: 0..<2].oneHot()) },
    "pd.get_dummies(data['RoofType'])": { show($0["RoofType"].oneHot()) },
    "pd.get_dummies(data['RoofType'], dummy_na=True)": {
      show($0["RoofType"].oneHot(missing: true))
    },
    "pd.get_dummies(data['RoofType'], prefix='R')": { show($0["RoofType"].oneHot(prefix: "R")) },
    "pd.get_dummies(data, columns=['RoofType'], dtype=int)": {
      show($0.oneHot(columns: ["RoofType"], type: .int64))
    },
    "pd.get_dummies(data['NumRooms'])": { show($0["NumRooms"].oneHot()) },
    "data.isna().sum()": { show($0.missingCounts()) },
    "data.dropna()": { show($0.droppingMissing()) },
    "data['NumRooms'].fillna(0)": { show($0["NumRooms"].fillingMissing(0)) },
    "data.fillna({'NumRooms': 3, 'RoofType': 'none'})": {
      show($0.fillingMissing(["NumRooms": 3, "RoofType": "none"]))
    },
    "data.describe()": { show($0.describe()) },
    "data['Price'].mean()": { "np.float64(\($0["Price"].mean()))" },
    "data['Price'].max()": { "np.int64(\($0["Price"].max()))" },
    "data.mean(numeric_only=True)": { show($0.mean(numericOnly: true)) },
    "data.drop(columns=['RoofType'])": { show($0.dropping(columns: ["RoofType"])) },
    "data.head(2)": { show($0.head(2)) },
    "data.head()": { show($0.head()) },
    "data.tail(1)": { show($0.tail(1)) },
    "data.tail(3)": { show($0.tail(3)) },
    "data[data['Price'] > 120000]": { show($0[$0["Price"] .> 120000]) },
    "data.sort_values('Price')": { show($0.sorted(by: "Price")) },
    "data['RoofType'].value_counts(dropna=False)": {
      show($0["RoofType"].valueCounts(includingMissing: true))
    },
    "len(data)": { show($0.count) },
    "data.iloc[:, 3:9]": { show($0[columns: 3..<9]) },
    "data.iloc[:, :4]": { show($0[columns: ..<4]) },
    "data.groupby('city')['price'].mean()": { show($0.grouped(by: "city")["price"].mean()) },
    "data.groupby(['city', 'kind'])[['price', 'size']].mean()": {
      show($0.grouped(by: ["city", "kind"])[["price", "size"]].mean())
    },
    "data.groupby('city').size()": { show($0.grouped(by: "city").size()) },
    "data.groupby('kind')[['price']].sum()": { show($0.grouped(by: "kind")[["price"]].sum()) },
    "data['price'].median()": { "np.float64(\($0["price"].median()))" },
    "data['size'].std()": { "np.float64(\($0["size"].std()))" },
    "data['price'] + data['size']": { show($0["price"] + $0["size"]) },
    "data['price'] / 2": { show($0["price"] / 2) },
    "data.groupby('city')['price'].count()": {
      show($0.grouped(by: "city")["price"].presentCount())
    },
    "data.max(numeric_only=True)": { show($0.max(numericOnly: true)) },
    "data.nunique()": { show($0.uniqueCounts()) },
    "data.T.head(3)": { show($0.transposed().head(3)) },
    "data['sq']": { show($0["sq"]) },
    "data['f']": { show($0["f"]) },
    "data['g']": { show($0["g"]) },
    "data['h']": { show($0["h"]) },
    "data.dtypes": { show($0.types) },
    "data[['b', 's']]": { show($0[["b", "s"]]) },
    "data.shape": { show($0.shape) },
    "pd.DataFrame()": { _ in show(DataFrame()) },
    "pd.get_dummies(data)": { show($0.oneHot()) },
    "pd.get_dummies(data, dummy_na=True)": { show($0.oneHot(missing: true)) },
    "pd.get_dummies(data, drop_first=True)": { show($0.oneHot(droppingFirst: true)) },
    "pd.get_dummies(data, columns=['b'])": { show($0.oneHot(columns: ["b"])) },
    "pd.get_dummies(data, dtype=float)": { show($0.oneHot(type: .float64)) },
  ]

  /// Steps that show numpy's arrays, which have no counterpart.
  private static func isAboutArrays(_ code: String) -> Bool {
    code.contains("inputs.to_numpy(") && !code.contains("torch.tensor")
  }

  private static func filled(_ frame: DataFrame) -> DataFrame {
    let inputs = frame[columns: 0..<2].oneHot(missing: true)
    return inputs.fillingMissing(inputs.mean())
  }

  @Test func `frames are shown as pandas recorded it`() throws {
    var steps = 0
    for item in try fixture("frames.json", [FrameCase].self) {
      var frame = try Self.setup(item.id)
      for step in item.steps where step.error == nil && !Self.isAboutArrays(step.code) {
        let function = try #require(Self.functions[step.code], "no translation of \(step.code)")
        #expect(function(&frame) == step.text, "\(item.id): \(step.code)")
        steps += 1
      }
    }
    #expect(steps == 79)
  }

  @Test func `tensors and frames turn into each other`() {
    let frame = DataFrame(["a": [1, 2], "b": [3, 4]])
    #expect(Tensor(frame).description == "tensor([[1, 3],\n        [2, 4]])")
    #expect(DataFrame(Tensor(frame), columns: ["a", "b"]).description == frame.description)
    #expect(
      Column(Tensor([0.5, 1.5]), name: "x").description
        == "0    0.5\n1    1.5\nName: x, dtype: float64")
    let mixed = DataFrame(["x": [0.5, nil], "n": [1, 2], "f": [true, false]])
    #expect(
      Tensor(mixed, dtype: .int32)[0].description == "tensor([0, 1, 1], dtype=torch.int32)")
    #expect(Tensor(mixed[["x", "n"]]).description.contains("dtype=torch.float64"))
  }

  @Test func `columns of numbers and Booleans stop as PyTorch stops`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor(DataFrame(["x": [0.5, 1], "f": [true, false]]))
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("can't convert np.ndarray of type numpy.object_."))
  }
}
