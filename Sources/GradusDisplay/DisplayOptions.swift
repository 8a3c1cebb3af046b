import Synchronization

/// How values are shown in this session.
public enum DisplayOptions {
  private static let lineWidth = Atomic<Int>(80)

  /// The number of columns that a line may have where it can be broken; 80 unless set.
  public static var width: Int {
    get { lineWidth.load(ordering: .relaxed) }
    set { lineWidth.store(max(newValue, 1), ordering: .relaxed) }
  }
}
