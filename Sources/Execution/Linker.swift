import Glibc
import Synchronization

/// Makes libraries of compiled units.
///
/// Linking happens when a unit is about to be loaded, while the next one compiles: that needs only
/// the unit's interface.
struct Linker: Sendable {
  let toolchain: Toolchain

  private static let counter = Atomic<Int>(0)

  /// Links the unit unless that is done; its object is not kept.
  func link(_ unit: CompiledUnit) throws(ExecutionError) {
    if access(unit.library, R_OK) == 0 { return }
    do throws(ExecutionError) {
      try makeLibrary(unit)
    } catch {
      // Somebody else was faster, and has taken the object away.
      if access(unit.library, R_OK) != 0 { throw error }
    }
  }

  private func makeLibrary(_ unit: CompiledUnit) throws(ExecutionError) {
    // Others may link the same unit: each writes a file of its own and renames it.
    let number = Linker.counter.add(1, ordering: .relaxed).newValue
    let draft = unit.library + ".\(getpid())-\(number)"
    let run = try Subprocess.run(
      toolchain.linker,
      ["-shared", unit.object, toolchain.startObject, "-o", draft, "-L", toolchain.libraries]
        + ["-rpath", toolchain.libraries] + libraries(of: unit),
      outputFile: draft + ".messages")
    unlink(draft + ".messages")
    if run.succeeded, rename(draft, unit.library) == 0 {
      unlink(unit.object)
    } else {
      unlink(draft)
      throw .fault("the linker failed: \(run.output)")
    }
  }

  private func libraries(of unit: CompiledUnit) throws(ExecutionError) -> [String] {
    Set(AutolinkEntries.flags(inObject: try readBytes(unit.object))).sorted().filter {
      // The runtime is in the worker already; the compiler only asks for it by habit.
      $0.hasPrefix("-l") && access("\(toolchain.libraries)/lib\($0.dropFirst(2)).so", R_OK) == 0
    }
  }
}
