import GradusTensors

extension Tensor {
  /// The elements as the fixtures write them: bits in hexadecimal, or whole numbers.
  var bits: [String] {
    func padded(_ digits: String, _ width: Int) -> String {
      String(repeating: "0", count: width - digits.count) + digits
    }
    switch dtype {
    case .float32: return [Float](self).map { padded(String($0.bitPattern, radix: 16), 8) }
    case .float64: return [Double](self).map { padded(String($0.bitPattern, radix: 16), 16) }
    default: return [Int](self).map(String.init)
    }
  }
}
