/// How much work a comparison may take: what an ellipsis stands for is searched for, and a text can
/// be made that would take forever.
final class Effort {
  private var left: Int

  init(_ steps: Int = 20_000_000) { left = steps }

  var isSpent: Bool { left <= 0 }

  /// - Returns: whether there was a step left
  func spend() -> Bool {
    left -= 1
    return left >= 0
  }
}
