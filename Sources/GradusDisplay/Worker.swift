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

  private static let display: Display? = function("gradus_worker_display")
  private static let stop: Stop? = function("gradus_worker_stop")

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
}
