import GradusDisplay
import GradusTensors

extension Tensor {
  /// The values of a column: int64, float64 or bool, unless another type is given; missing numbers
  /// are NaN. PyTorch: `torch.tensor(series.to_numpy())`.
  public convenience init(_ column: Column, dtype: DType? = nil) {
    let natural = column.storage.dtype(isConverted: dtype != nil)
    self.init(uninitialized: [column.count], as: dtype ?? natural)
    store([column.storage])
  }

  /// The values of a frame, a row for each row: of the columns' common type, unless another type
  /// is given. Columns of numbers and of Booleans have none; `dtype: .float64` makes 1 of true.
  /// PyTorch: `torch.tensor(frame.to_numpy(dtype=float))`.
  public convenience init(_ frame: DataFrame, dtype: DType? = nil) {
    let types = frame.storages.map { $0.dtype(isConverted: dtype != nil) }
    var natural = types.first ?? .float64
    for type in types where type != natural {
      if dtype == nil, type == .bool || natural == .bool { stopMixed() }
      natural = .float64
    }
    self.init(
      uninitialized: [frame.count, frame.columns.count], as: dtype ?? natural)
    store(frame.storages)
  }

  /// Sets the elements column by column.
  private func store(_ columns: [ColumnStorage]) {
    let width = columns.count
    for (place, column) in columns.enumerated() {
      switch (dtype, column) {
      case (.int64, .int(let values)):
        let target = elements.assumingMemoryBound(to: Int.self) + place
        for row in values.indices { target[row * width] = values[row] }
      case (.bool, .bool(let values)):
        let target = elements.assumingMemoryBound(to: Bool.self) + place
        for row in values.indices { target[row * width] = values[row] }
      case (.float64, _):
        let target = elements.assumingMemoryBound(to: Double.self) + place
        for (row, value) in (column.numbers ?? []).enumerated() { target[row * width] = value }
      default:
        let values = Tensor(column.numbers ?? [], shape: [column.count], dtype: .float64)
        let target = width == 1 ? self : select(axis: 1, place)
        target.reshaped(to: [column.count]).fill(from: values.to(dtype))
      }
    }
  }
}

extension ColumnStorage {
  /// The type of a tensor of the values; stops where they are no numbers.
  fileprivate func dtype(isConverted: Bool) -> DType {
    switch self {
    case .bool: return .bool
    case .int: return .int64
    case .float: return .float64
    case .string(let values):
      guard isConverted else { stopMixed() }
      let first = values.lazy.compactMap { $0 }.first ?? "NaN"
      stop(
        "could not convert string to float: '\(first)'",
        hint: "oneHot() makes columns of numbers of a text column")
    case .object: stopMixed()
    }
  }
}

private func stopMixed() -> Never {
  stop(
    "can't convert np.ndarray of type numpy.object_. The only supported types are: float64, "
      + "float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, "
      + "uint16, uint8, and bool.",
    hint: "columns of different types need one that holds them all: Tensor(frame, dtype: .float64)")
}

extension DataFrame {
  /// A frame of a tensor with two dimensions; the columns are named 0, 1, … unless names are given.
  public init(_ tensor: Tensor, columns names: [String]? = nil) {
    guard tensor.rank == 2 else {
      stop(
        "Must pass 2-d input. shape=\(tensor.shape)", hint: "reshape the tensor to two dimensions")
    }
    let width = tensor.shape[1]
    if let names, names.count != width {
      stop("Shape of passed values is \(tensor.shape), indices imply \(names.count) columns")
    }
    self.init(
      (0..<width).map { place in
        (names?[place] ?? "\(place)", ColumnStorage(tensor.select(axis: 1, place)))
      }, index: RowIndex(count: tensor.shape[0]))
  }
}

extension Column {
  /// A column of a tensor with one dimension.
  public init(_ tensor: Tensor, name: String? = nil) {
    guard tensor.rank == 1 else {
      stop("Data must be 1-dimensional, got ndarray of shape \(tensor.shape) instead")
    }
    self.init(ColumnStorage(tensor), name: name)
  }
}

extension ColumnStorage {
  fileprivate init(_ tensor: Tensor) {
    switch tensor.dtype {
    case .bool: self = .bool([Bool](tensor))
    case .float16, .bfloat16, .float32, .float64: self = .float([Double](tensor))
    default: self = .int([Int](tensor))
    }
  }
}
