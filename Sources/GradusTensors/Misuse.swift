import GradusDisplay

/// Stops the cell with PyTorch's own sentence where it has one; `hint` says what to write in Swift.
func stop(_ message: String, hint: String? = nil) -> Never {
  GradusDisplay.stop(message, hint: hint)
}
