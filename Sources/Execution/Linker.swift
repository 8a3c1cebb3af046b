import Glibc

/// Makes libraries of compiled units.
///
/// Linking happens when a unit is about to be loaded, while the next one compiles: that needs only
/// the unit's interface.
struct Linker: Sendable {
  let toolchain: Toolchain

  /// Links the unit unless that is done; its object is not kept.
  func link(_ unit: CompiledUnit) throws(ExecutionError) {
    if access(unit.library, R_OK) == 0 { return }
    // Other processes may link the same unit: each writes a file of its own and renames it.
    let draft = unit.library + ".\(getpid())"
    let run = try Subprocess.run(
      toolchain.linker,
      ["-shared", unit.object, toolchain.startObject, "-o", draft, "-L", toolchain.libraries]
        + ["-rpath", toolchain.libraries] + libraries(of: unit),
      outputFile: draft + ".messages")
    unlink(draft + ".messages")
    if run.succeeded, rename(draft, unit.library) == 0 {
      unlink(unit.object)
    } else if access(unit.library, R_OK) != 0 {
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
