import Glibc

/// The process that runs the cells, as far as the runtime speaks to it: C functions found by name.
///
/// The worker imports no module of the runtime, so that there is one copy of each type; and the
/// runtime works without it, in any program.
enum Worker {
  private typealias Display =
    @convention(c) (
      Int32, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<UInt8>?>,
      UnsafePointer<Int>
    ) -> Void
  private typealias Stop = @convention(c) (UnsafePointer<CChar>, Int) -> Void
  private typealias Progress = @convention(c) (Int32, Int32, UnsafePointer<CChar>, Int) -> Void

  private static let display: Display? = function("gradus_worker_display")
  private static let stop: Stop? = function("gradus_worker_stop")
  private static let progress: Progress? = function("gradus_worker_progress")

  private static func function<Function>(_ name: String) -> Function? {
    // RTLD_DEFAULT is a null pointer, which Swift does not import.
    dlsym(nil, name).map { unsafeBitCast($0, to: Function.self) }
  }

  /// Hands over the forms of a value; false when there is no worker.
  static func show(_ forms: [(mime: String, contents: [UInt8])]) -> Bool {
    guard let display else { return false }
    let mimes = forms.map { UnsafePointer(strdup($0.mime)) }
    let data = forms.map { form in
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(form.contents.count, 1))
      copy.initialize(from: form.contents, count: form.contents.count)
      return UnsafePointer(copy) as UnsafePointer<UInt8>?
    }
    display(Int32(forms.count), mimes, data, forms.map(\.contents.count))
    for index in forms.indices {
      free(UnsafeMutablePointer(mutating: mimes[index]))
      data[index]?.deallocate()
    }
    return true
  }

  /// Says why the cell stops; false when there is no worker.
  static func report(_ message: String) -> Bool {
    guard let stop else { return false }
    message.withCString { stop($0, message.utf8.count) }
    return true
  }

  /// Whether there is a worker that is told how far loops are.
  static var hearsProgress: Bool { progress != nil }

  /// Says how far loops are, and how much longer they take; false when there is no worker.
  static func report(_ loops: LoopProgress, left: Duration?) -> Bool {
    guard let progress else { return false }
    let share = loops.fraction.map { Int32($0 * 1000) } ?? -1
    let seconds = left.map { Int32(clamping: $0.components.seconds) } ?? -1
    loops.label.withCString { progress(share, seconds, $0, loops.label.utf8.count) }
    return true
  }

  /// Says that no loop runs any more; false when there is no worker.
  static func clearProgress() -> Bool {
    guard let progress else { return false }
    progress(-1, -1, "", 0)
    return true
  }
}
