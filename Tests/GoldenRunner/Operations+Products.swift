import GradusTensors

extension Operations {
  static func two(_ f: @escaping (Tensor, Tensor) -> Tensor) -> Operation {
    { .tensor(f(try $0.tensor(0), try $0.positional[1].asTensor())) }
  }

  nonisolated(unsafe) static let products: [String: Operation] = [
    "dot": two { dot($0, $1) }, "mv": two { mv($0, $1) }, "mm": two { mm($0, $1) },
    "bmm": two { bmm($0, $1) }, "matmul": two { matmul($0, $1) }, "outer": two { outer($0, $1) },
    "inner": two { inner($0, $1) }, "kron": two { kron($0, $1) },
    "addmm": {
      .tensor(
        addMM(
          try $0.tensor(0), try $0.tensor(1, "mat1"), try $0.tensor(2, "mat2"),
          beta: try $0.scalar(-1, "beta") ?? .int(1), alpha: try $0.scalar(-1, "alpha") ?? .int(1)))
    },
    "einsum": { a in
      guard case .string(let e)? = a.positional.first else { throw Unmapped(reason: "einsum") }
      return .tensor(einsum(e, try a.positional.dropFirst().map { try $0.asTensor() }))
    },
    "tensordot": { a in
      let (x, y) = (try a.tensor(0), try a.positional[1].asTensor())
      guard let d = a.value(2, "dims") else { return .tensor(tensordot(x, y, axes: 2)) }
      if case .int(let n) = d { return .tensor(tensordot(x, y, axes: n)) }
      let lists = try d.items().map { try $0.asInts() }
      return .tensor(tensordot(x, y, axes: (lists[0], lists[1])))
    },
    "cross": {
      .tensor(
        cross(try $0.tensor(0), try $0.positional[1].asTensor(), axis: try $0.int(2, "dim") ?? -1))
    },
    "vander": {
      .tensor(
        vander(
          try $0.tensor(0), columns: try $0.int(1, "N"),
          increasing: $0.bool(2, "increasing") ?? false))
    },
    "matrix_power": { .tensor(matrixPower(try $0.tensor(0), try $0.int(1, "n")!)) },
    "linalg.matrix_power": { .tensor(matrixPower(try $0.tensor(0), try $0.int(1, "n")!)) },
    "trace": constant { $0.trace() },
    "cdist": {
      .tensor(
        pairwiseDistances(
          try $0.tensor(0, "x1"), try $0.positional[1].asTensor(), p: try $0.double(2, "p") ?? 2))
    },
    "normalize": {
      .tensor(
        normalize(
          try $0.tensor(0), p: try $0.double(1, "p") ?? 2, axis: try $0.int(2, "dim") ?? 1,
          eps: try $0.double(3, "eps") ?? 1e-12))
    },
    "cosine_similarity": {
      .tensor(
        cosineSimilarity(
          try $0.tensor(0, "x1"), try $0.positional[1].asTensor(), axis: try $0.int(2, "dim") ?? 1,
          eps: try $0.double(3, "eps") ?? 1e-8))
    },
    "linear": {
      .tensor(
        linear(try $0.tensor(0), try $0.tensor(1, "weight"), try $0.optionalTensor(2, "bias")))
    },
    "linalg.det": constant { determinant($0) },
    "det": constant { determinant($0) },
    "linalg.inv": constant { inverse($0) },
    "inverse": constant { inverse($0) },
    "linalg.matrix_rank": constant { matrixRank($0) },
    "linalg.solve": two { solve($0, $1) },
  ]

  private static func reduction(_ a: Arguments) throws -> Reduction {
    switch a.text(-1, "reduction") {
    case "sum": return .sum
    case "none": return .none
    case nil, "mean": return .mean
    case let other?: throw Unmapped(reason: "reduction \(other)")
    }
  }

  nonisolated(unsafe) static let networks: [String: Operation] = [
    "softmax": {
      .tensor(
        softmax(
          try $0.tensor(0), axis: try $0.int(1, "dim") ?? -1, dtype: $0.dtype(2)))
    },
    "log_softmax": {
      .tensor(
        logSoftmax(
          try $0.tensor(0), axis: try $0.int(1, "dim") ?? -1, dtype: $0.dtype(2)))
    },
    "cross_entropy": {
      .tensor(
        crossEntropy(
          try $0.tensor(0), try $0.tensor(1, "target"), weight: try $0.optionalTensor(2, "weight"),
          ignoring: try $0.int(-1, "ignore_index") ?? -100, reduction: try reduction($0),
          smoothing: try $0.double(-1, "label_smoothing") ?? 0))
    },
    "nll_loss": {
      .tensor(
        nllLoss(
          try $0.tensor(0), try $0.tensor(1, "target"), weight: try $0.optionalTensor(2, "weight"),
          ignoring: try $0.int(-1, "ignore_index") ?? -100, reduction: try reduction($0)))
    },
    "mse_loss": {
      .tensor(mseLoss(try $0.tensor(0), try $0.tensor(1, "target"), reduction: try reduction($0)))
    },
    "l1_loss": {
      .tensor(l1Loss(try $0.tensor(0), try $0.tensor(1, "target"), reduction: try reduction($0)))
    },
    "smooth_l1_loss": {
      .tensor(
        smoothL1Loss(
          try $0.tensor(0), try $0.tensor(1, "target"), beta: try $0.double(-1, "beta") ?? 1,
          reduction: try reduction($0)))
    },
    "huber_loss": {
      .tensor(
        huberLoss(
          try $0.tensor(0), try $0.tensor(1, "target"), delta: try $0.double(-1, "delta") ?? 1,
          reduction: try reduction($0)))
    },
    "binary_cross_entropy": {
      .tensor(
        binaryCrossEntropy(
          try $0.tensor(0), try $0.tensor(1, "target"), weight: try $0.optionalTensor(2, "weight"),
          reduction: try reduction($0)))
    },
    "binary_cross_entropy_with_logits": {
      .tensor(
        binaryCrossEntropyWithLogits(
          try $0.tensor(0), try $0.tensor(1, "target"), weight: try $0.optionalTensor(2, "weight"),
          positiveWeight: try $0.optionalTensor(-1, "pos_weight"), reduction: try reduction($0)))
    },
    "layer_norm": {
      .tensor(
        layerNorm(
          try $0.tensor(0), Shape(try $0.ints(1, "normalized_shape")!),
          weight: try $0.optionalTensor(2, "weight"), bias: try $0.optionalTensor(3, "bias"),
          eps: try $0.double(4, "eps") ?? 1e-5))
    },
  ]
}
