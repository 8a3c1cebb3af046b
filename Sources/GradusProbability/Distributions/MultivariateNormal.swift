import GradusDisplay
import GradusTensors

/// The normal distribution of vectors. PyTorch: `torch.distributions.MultivariateNormal`.
///
/// For vectors of few numbers: its work is done element by element of the matrix.
public final class MultivariateNormal: Distribution {
  /// The mean.
  public let loc: Tensor
  /// The rows of the lower triangular L with covariance L·Lᵀ, up to the diagonal.
  private let rows: [[Tensor]]

  /// A distribution with this covariance, which must be positive definite.
  public init(_ loc: Tensor, covariance: Tensor) {
    self.loc = loc.parameter(nil)
    rows = Self.cholesky(covariance)
    super.init(batchShape: Self.batch(loc, covariance), eventShape: [rows.count])
    checkSize(covariance)
  }

  /// A distribution with covariance L·Lᵀ for a lower triangular L with a positive diagonal.
  public init(_ loc: Tensor, scaleTril: Tensor) {
    self.loc = loc.parameter(nil)
    rows = Self.elements(scaleTril)
    super.init(batchShape: Self.batch(loc, scaleTril), eventShape: [rows.count])
    checkSize(scaleTril)
    for (place, row) in rows.enumerated() {
      check("scale_tril", row[place], .positive)
    }
  }

  private static func batch(_ loc: Tensor, _ matrix: Tensor) -> Shape {
    common(Shape(loc.shape.dropLast()), Shape(matrix.shape.dropLast(2)))
  }

  private func checkSize(_ matrix: Tensor) {
    guard matrix.rank >= 2, matrix.shape[matrix.rank - 2] == rows.count, loc.rank >= 1,
      loc.shape[loc.rank - 1] == rows.count
    else {
      stop(
        "covariance_matrix must be at least two-dimensional, with optional leading batch dimensions",
        hint: "the mean has shape \(loc.shape), the matrix \(matrix.shape)")
    }
  }

  /// The lower triangle, element by element.
  private static func elements(_ matrix: Tensor) -> [[Tensor]] {
    guard matrix.rank >= 2 else { return [] }
    return (0..<matrix.shape[matrix.rank - 1]).map { i in
      (0...i).map { j in matrix.select(axis: -2, i).select(axis: -1, j) }
    }
  }

  private static func cholesky(_ matrix: Tensor) -> [[Tensor]] {
    var rows = elements(matrix)
    for i in rows.indices {
      for j in 0...i {
        var rest = rows[i][j]
        for k in 0..<j { rest = rest - rows[i][k] * rows[j][k] }
        if i == j, [Double](rest.detached()).contains(where: { !($0 > 0) }) {
          stop(
            "linalg.cholesky: The factorization could not be completed because the input is not "
              + "positive-definite (the leading minor of order \(i + 1) is not positive-definite).")
        }
        rows[i][j] = i == j ? rest.sqrt() : rest / rows[j][j]
      }
    }
    return rows
  }

  /// Numbers beside each other along a new last dimension.
  private func vector(_ parts: [Tensor]) -> Tensor {
    let places = arange(parts.count)
    let columns = parts.enumerated().map { place, part in
      Tensor.where(places .== place, part.unsqueezed(-1), 0.0).to(loc.dtype)
    }
    return columns.dropFirst().reduce(columns[0], +)
  }

  public override var parameters: [(name: String, value: Tensor)] { [("loc", loc)] }
  public override var support: Constraint? { .real }
  public override var mean: Tensor { loc.expanded(to: batchShape + eventShape) }
  public override var mode: Tensor { mean }
  public override var variance: Tensor {
    let squares = rows.map { row in
      row.dropFirst().reduce(row[0].square()) { $0 + $1.square() }
    }
    return vector(squares).expanded(to: batchShape + eventShape)
  }

  /// L·Lᵀ.
  public var covariance: Tensor {
    let size = rows.count
    let lines = (0..<size).map { i in
      vector(
        (0..<size).map { j in
          (0...Swift.min(i, j)).map { rows[i][$0] * rows[j][$0] }.reduceSum()
        })
    }
    let places = arange(size).unsqueezed(-1)
    return lines.enumerated().map { place, line in
      Tensor.where(places .== place, line.unsqueezed(-2), 0.0).to(loc.dtype)
    }.reduceSum()
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let standard = randn(extended(shape), dtype: loc.dtype, generator: generator)
    let parts = rows.map { row in
      row.enumerated().map { $1 * standard.select(axis: -1, $0) }.reduceSum()
    }
    return loc + vector(parts)
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    let squares = squaredDistance(parts(value - loc))
    return -0.5 * (Double(rows.count) * 1.8378770664093453 + squares) - halfLogDeterminant
  }

  private func parts(_ vector: Tensor) -> [Tensor] {
    rows.indices.map { vector.select(axis: -1, $0) }
  }

  /// |L⁻¹·v|², by forward substitution.
  private func squaredDistance(_ vector: [Tensor]) -> Tensor {
    var solved: [Tensor] = []
    for (i, row) in rows.enumerated() {
      solved.append((0..<i).reduce(vector[i]) { $0 - row[$1] * solved[$1] } / row[i])
    }
    return solved.map { $0.square() }.reduceSum()
  }

  /// The divergence from another distribution of as many numbers: half of
  /// tr(Σ_q⁻¹·Σ_p) + (μ_q - μ_p)ᵀ·Σ_q⁻¹·(μ_q - μ_p) - n + log(|Σ_q| / |Σ_p|).
  func divergence(from q: MultivariateNormal) -> Tensor {
    guard eventShape == q.eventShape else {
      stop(
        "KL-divergence between two Multivariate Normals with different event shapes cannot be "
          + "computed")
    }
    let zero = rows[0][0].zeroed()
    let trace = rows.indices.map { column in
      q.squaredDistance(rows.indices.map { column <= $0 ? rows[$0][column] : zero })
    }.reduceSum()
    let distance = q.squaredDistance(parts(q.loc - loc))
    return q.halfLogDeterminant - halfLogDeterminant
      + 0.5 * (trace + distance - Double(rows.count))
  }

  private var halfLogDeterminant: Tensor {
    rows.indices.map { rows[$0][$0].log() }.reduceSum()
  }

  public override func entropy() -> Tensor {
    let value = 0.5 * Double(rows.count) * (1 + 1.8378770664093453) + halfLogDeterminant
    return value.expanded(to: batchShape)
  }
}

extension [Tensor] {
  fileprivate func reduceSum() -> Tensor { dropFirst().reduce(self[0], +) }
}
