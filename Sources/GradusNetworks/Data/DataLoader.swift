import GradusDisplay
import GradusProbability
import GradusTensors

/// Batches of a data set of pairs, such as features and labels, one after the other.
///
/// ```swift
/// for (x, y) in DataLoader(TensorDataset(features, labels), batchSize: 32, shuffle: true) { … }
/// ```
///
/// Each pass shuffles anew; the same seed gives the same batches as PyTorch's, and leaves the
/// generator at the same place. `batches` gives those of a data set of other than two tensors.
/// PyTorch: `utils.data.DataLoader`.
public struct DataLoader: Sequence {
  /// The samples.
  public let dataset: TensorDataset
  /// The number of samples of a batch.
  public let batchSize: Int
  /// Whether a last batch that would be smaller is left out.
  public let dropLast: Bool
  private let isShuffled: Bool
  private let generator: Generator?

  /// Batches of `batchSize` samples.
  ///
  /// - Parameters:
  ///   - shuffle: whether each pass goes through the samples in random order.
  ///   - dropLast: whether a last batch that would be smaller is left out.
  ///   - generator: where the order is drawn from. Without one, each pass takes a seed from the
  ///     default generator.
  public init(
    _ dataset: TensorDataset, batchSize: Int = 1, shuffle: Bool = false, dropLast: Bool = false,
    generator: Generator? = nil
  ) {
    if batchSize <= 0 {
      stop("batch_size should be a positive integer value, but got batch_size=\(batchSize)")
    }
    if shuffle, dataset.count == 0 {
      stop("num_samples should be a positive integer value, but got num_samples=0")
    }
    self.dataset = dataset
    self.batchSize = batchSize
    self.dropLast = dropLast
    isShuffled = shuffle
    self.generator = generator
  }

  /// The number of batches of a pass.
  public var count: Int {
    dropLast ? dataset.count / batchSize : (dataset.count + batchSize - 1) / batchSize
  }

  /// The batches of one pass, with a tensor for each of the data set.
  public var batches: Batches {
    // PyTorch draws a seed for its worker processes whether it has any or not.
    _ = Sampler.seed(from: generator ?? .default)
    return Batches(
      dataset, batchSize, dropLast,
      Sampler(count: dataset.count, isShuffled: isShuffled, generator: generator))
  }

  /// The batches of one pass as pairs.
  public func makeIterator() -> Iterator {
    let count = dataset.tensors.count
    if count != 2 {
      stop(
        count < 2
          ? "not enough values to unpack (expected 2, got \(count))"
          : "too many values to unpack (expected 2, got \(count))",
        hint: "in Swift: for batch in loader.batches { … }, with batch[0] and so on")
    }
    return Iterator(batches: batches)
  }

  /// Batches of pairs.
  public struct Iterator: IteratorProtocol {
    fileprivate var batches: Batches

    /// The next batch.
    public mutating func next() -> (Tensor, Tensor)? {
      batches.next().map { ($0[0], $0[1]) }
    }
  }

  /// Batches with a tensor for each of the data set.
  public struct Batches: Sequence, IteratorProtocol {
    private let dataset: TensorDataset
    private let size: Int
    private let dropsRest: Bool
    private var sampler: Sampler

    fileprivate init(_ dataset: TensorDataset, _ size: Int, _ dropsRest: Bool, _ sampler: Sampler) {
      self.dataset = dataset
      self.size = size
      self.dropsRest = dropsRest
      self.sampler = sampler
    }

    /// The next batch.
    public mutating func next() -> [Tensor]? {
      var places: [Int] = []
      while places.count < size, let place = sampler.next() { places.append(place) }
      if places.isEmpty || (dropsRest && places.count < size) { return nil }
      let index = Tensor(places, dtype: .int64)
      return dataset.tensors.map { $0.taken(index, axis: 0) }
    }
  }
}
