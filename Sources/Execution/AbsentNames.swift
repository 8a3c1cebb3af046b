/// Names that later cells must not use, because the cell that should have made or changed them
/// failed: an older value of the name would be a wrong one.
struct AbsentNames: Sendable {
  private var culprits: [String: Int] = [:]
  /// The culprits of members, by the member's name and then its type's.
  private var members: [String: [String: Int]] = [:]
  /// What the functions, types and closures of earlier cells use when they run.
  private var uses: [String: Set<String>] = [:]

  /// The failed cell that this one depends on.
  func culprit(for cell: PlannedCell) -> Int? {
    if culprits.isEmpty && members.isEmpty || cell.options.isProgram { return nil }
    var names = cell.analysis.dependencies
    var rest = Array(names)
    var found: [Int] = []
    while let name = rest.popLast() {
      if let culprit = culprits[name] { found.append(culprit) }
      found += members[name]?.values ?? [:].values
      for used in uses[name] ?? [] where names.insert(used).inserted { rest.append(used) }
    }
    return found.min()
  }

  mutating func add(_ cell: PlannedCell, culprit: Int) {
    guard cell.leavesNames, !cell.isSketch else { return }
    for name in cell.analysis.declared.union(cell.analysis.changed) { culprits[name] = culprit }
    for member in cell.analysis.members {
      members[member.name, default: [:]][member.type] = culprit
    }
  }

  /// A cell that ran has made these anew.
  mutating func remove(_ cell: PlannedCell) {
    guard cell.leavesNames else { return }
    let declared = cell.analysis.declared
    for name in declared {
      uses[name] = nil
      guard let culprit = culprits.removeValue(forKey: name) else { continue }
      // Older code goes on to use the older one.
      for (user, used) in uses where used.contains(name) && !declared.contains(user) {
        culprits[user] = culprit
      }
    }
    uses.merge(cell.analysis.uses) { $0.union($1) }
    guard !members.isEmpty else { return }
    for member in cell.analysis.members { members[member.name]?[member.type] = nil }
    // Who defines a type again defines all of it.
    for name in members.keys {
      for type in declared { members[name]?[type] = nil }
    }
    members = members.filter { !$0.value.isEmpty }
  }
}
