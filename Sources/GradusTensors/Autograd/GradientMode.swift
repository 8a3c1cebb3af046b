import GradusKernels

/// Whether operations of this thread are recorded.
enum GradientMode {
  @inline(__always) static var isRecording: Bool { gk_this_thread().pointee.recording == 1 }

  static func with<R, E: Error>(_ recording: Bool, _ body: () throws(E) -> R) throws(E) -> R {
    let thread = gk_this_thread()
    let before = thread.pointee.recording
    thread.pointee.recording = recording ? 1 : 0
    defer { gk_this_thread().pointee.recording = before }
    return try body()
  }
}

/// Runs `body` without recording operations for the gradient.
///
/// What is computed inside does not require a gradient; leaves may be changed in place.
/// PyTorch: `torch.no_grad`.
public func noGradient<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
  try GradientMode.with(false, body)
}

/// Runs `body` with recording, inside a `noGradient`. PyTorch: `torch.enable_grad`.
public func withGradient<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
  try GradientMode.with(true, body)
}

/// Whether an operation on these tensors is to be recorded.
@inline(__always)
func records(_ a: Tensor) -> Bool { a.tracks && GradientMode.isRecording }
@inline(__always)
func records(_ a: Tensor, _ b: Tensor) -> Bool {
  (a.tracks || b.tracks) && GradientMode.isRecording
}
func records(_ all: [Tensor]) -> Bool {
  GradientMode.isRecording && all.contains { $0.tracks }
}
