import GradusTensors

/// A parameter given as a probability, or as its logit log(p / (1 - p)).
struct ProbabilityParameter {
  private let given: Tensor
  private let isLogit: Bool

  init(_ given: Tensor, isLogit: Bool) {
    self.given = given
    self.isLogit = isLogit
  }

  var shape: Shape { given.shape }
  var dtype: DType { given.dtype }
  var probs: Tensor { isLogit ? given.sigmoid() : given }
  var logits: Tensor { isLogit ? given : Formulas.logits(ofProbability: given) }

  /// The name and value that a distribution shows.
  var shown: (name: String, value: Tensor) { (isLogit ? "logits" : "probs", given) }

  var constraint: Constraint { isLogit ? .real : .unitInterval }
  var value: Tensor { given }
}
