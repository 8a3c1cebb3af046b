import Notebooks

/// What tells two printed tensors apart.
package struct TensorDifference: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case shape([Int], [Int])
    case dtype(String, String)
    case suffixes([String], [String])
    case elements(Elements)
  }

  /// How far the elements are apart.
  package struct Elements: Hashable, Sendable {
    /// How many are not allowed.
    package var outside = 0
    package var count = 0
    /// Where the largest difference is, among those that are not allowed.
    package var worst: [Int] = []
    package var recorded = ""
    package var captured = ""
    /// max |c − r|; infinite where only one is a number.
    package var largest = 0.0
    /// max |c − r| / |r|
    package var largestRelative = 0.0
  }

  /// Which tensor of the output it is, from 0.
  package let position: Int
  package let kind: Kind

  /// - Returns: `nil` if the captured tensor is one that the recorded one allows
  package init?(
    _ recorded: PrintedTensor, _ captured: PrintedTensor, _ tolerance: Tolerance, position: Int = 0
  ) {
    self.position = position
    if recorded.shape != captured.shape {
      kind = .shape(recorded.shape, captured.shape)
    } else if recorded.dtype != captured.dtype {
      kind = .dtype(recorded.dtype, captured.dtype)
    } else if recorded.suffixes != captured.suffixes {
      kind = .suffixes(recorded.suffixes, captured.suffixes)
    } else {
      let elements = Elements(recorded, captured, tolerance)
      if elements.outside == 0 { return nil }
      kind = .elements(elements)
    }
  }
}

extension TensorDifference.Elements {
  fileprivate init(_ recorded: PrintedTensor, _ captured: PrintedTensor, _ tolerance: Tolerance) {
    count = recorded.elements.count
    var worstDistance = -1.0
    for (place, (old, new)) in zip(recorded.elements, captured.elements).enumerated() {
      let distance = old.distance(to: new)
      largest = max(largest, distance)
      if distance > 0 {
        let relative = distance / old.magnitude
        largestRelative = max(largestRelative, relative.isNaN ? .infinity : relative)
      }
      guard !old.allows(new, tolerance) else { continue }
      outside += 1
      if distance > worstDistance {
        worstDistance = distance
        worst = recorded.index(of: place)
        (self.recorded, self.captured) = (old.text, new.text)
      }
    }
  }
}

extension PrintedTensor.Element {
  fileprivate func allows(_ captured: Self, _ tolerance: Tolerance) -> Bool {
    if case .number(let old) = self, case .number(let new) = captured {
      return old.allows(new, tolerance)
    }
    return self == captured
  }

  fileprivate func distance(to other: Self) -> Double {
    guard case .number(let old) = self, case .number(let new) = other else {
      return self == other ? 0 : 1
    }
    if old.value == new.value || old.value.isNaN && new.value.isNaN { return 0 }
    let distance = (new.value - old.value).magnitude
    return distance.isNaN ? .infinity : distance
  }

  fileprivate var magnitude: Double {
    if case .number(let number) = self { number.value.magnitude } else { 1 }
  }

  fileprivate var text: String {
    switch self {
    case .number(let number):
      number.isWhole ? String(decoding: number.digits, as: UTF8.self) : "\(number.value)"
    case .truth(let value): value ? "True" : "False"
    case .gap: "..."
    }
  }
}

extension TensorDifference: CustomStringConvertible {
  /// One line for a report.
  package var description: String {
    let name = "tensor \(position + 1)"
    switch kind {
    case .shape(let old, let new): return "\(name): shape \(new), recorded \(old)"
    case .dtype(let old, let new): return "\(name): dtype \(new), recorded \(old)"
    case .suffixes(let old, let new):
      return "\(name): \(new.joined(separator: ", ").quoted), recorded "
        + old.joined(separator: ", ").quoted
    case .elements(let elements):
      let place = elements.worst.isEmpty ? "" : " at \(elements.worst)"
      return "\(name): \(elements.outside) of \(elements.count) elements outside tolerance, the "
        + "worst\(place): \(elements.captured), recorded \(elements.recorded); max absolute error "
        + "\(elements.largest.short), max relative error \(elements.largestRelative.short)"
    }
  }
}

extension String {
  fileprivate var quoted: String { isEmpty ? "nothing behind the elements" : "'\(self)'" }
}

extension Double {
  /// Three significant digits, for reports.
  fileprivate var short: String {
    if !isFinite { return self == .infinity ? "inf" : "nan" }
    if self == 0 { return "0" }
    var exponent = 0
    var mantissa = self
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let rounded = (mantissa * 100).rounded() / 100
    if -4...3 ~= exponent {
      var scaled = rounded
      for _ in 0..<abs(exponent) { scaled = exponent > 0 ? scaled * 10 : scaled / 10 }
      let decimals = Double(max(0, 2 - exponent))
      var scale = 1.0
      for _ in 0..<Int(decimals) { scale *= 10 }
      return "\((scaled * scale).rounded() / scale)"
    }
    return "\(rounded)e\(exponent)"
  }
}
