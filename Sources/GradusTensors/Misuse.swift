import GradusDisplay

/// Stops the cell because of a misuse: one sentence, PyTorch's own where it has one, and on a second
/// line what to write in Swift.
func stop(_ message: String, hint: String? = nil) -> Never {
  GradusDisplay.stop(message, hint: hint)
}
