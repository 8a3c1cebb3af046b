import Glibc

/// The dense solvers of OpenBLAS, loaded when first needed.
///
/// Only LAPACK is taken from it: its matrix products differ in the last bits between processors.
enum LAPACK {
  typealias Getrf =
    @convention(c) (
      UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafeMutableRawPointer, UnsafePointer<Int32>,
      UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>
    ) -> Void
  typealias Getrs =
    @convention(c) (
      UnsafePointer<CChar>, UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafeMutableRawPointer,
      UnsafePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutableRawPointer,
      UnsafePointer<Int32>, UnsafeMutablePointer<Int32>, Int
    ) -> Void
  typealias Gesvd =
    @convention(c) (
      UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<Int32>, UnsafePointer<Int32>,
      UnsafeMutableRawPointer, UnsafePointer<Int32>, UnsafeMutableRawPointer,
      UnsafeMutableRawPointer, UnsafePointer<Int32>, UnsafeMutableRawPointer, UnsafePointer<Int32>,
      UnsafeMutableRawPointer, UnsafePointer<Int32>, UnsafeMutablePointer<Int32>, Int, Int
    ) -> Void

  private static let library: UInt = {
    // One kernel everywhere, so that results do not depend on the processor.
    setenv("OPENBLAS_CORETYPE", "Haswell", 0)
    setenv("OPENBLAS_NUM_THREADS", "1", 0)
    for name in ["libopenblas.so.0", "libopenblas.so"] {
      if let p = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return UInt(bitPattern: p) }
    }
    stop(
      "linear solvers need OpenBLAS, which was not found",
      hint: "on Debian and Ubuntu: apt-get install libopenblas0-pthread")
  }()

  private static func symbol(_ name: String) -> UnsafeMutableRawPointer {
    guard let p = dlsym(UnsafeMutableRawPointer(bitPattern: library), name) else {
      stop("OpenBLAS has no \(name)")
    }
    return p
  }

  static func getrf(_ double: Bool) -> Getrf {
    unsafeBitCast(symbol(double ? "dgetrf_" : "sgetrf_"), to: Getrf.self)
  }
  static func getrs(_ double: Bool) -> Getrs {
    unsafeBitCast(symbol(double ? "dgetrs_" : "sgetrs_"), to: Getrs.self)
  }
  static func gesvd(_ double: Bool) -> Gesvd {
    unsafeBitCast(symbol(double ? "dgesvd_" : "sgesvd_"), to: Gesvd.self)
  }
}

extension Tensor {
  /// The LU factors of a square matrix in column-major order, its pivots, and whether it is singular.
  func factored() -> (Tensor, [Int32], singular: Bool) {
    let lu = Tensor(viewOf: self, Sizes([sizes[1], sizes[0]]), Sizes([strides[1], strides[0]]))
      .copied()
    var n = Int32(sizes[0])
    var pivots = [Int32](repeating: 0, count: Int(n))
    var info: Int32 = 0
    if n > 0 { LAPACK.getrf(dtype == .float64)(&n, &n, lu.pointer, &n, &pivots, &info) }
    return (lu, pivots, info > 0)
  }

  /// X with self · X = b for a square matrix and a matrix of columns; nothing is recorded.
  func solvedRaw(_ b: Tensor, _ name: String) -> Tensor {
    let (lu, pivots, singular) = factored()
    if singular {
      stop(
        "\(name): The solver failed because the input matrix is singular.")
    }
    let x = Tensor(
      viewOf: b, Sizes([b.sizes[1], b.sizes[0]]), Sizes([b.strides[1], b.strides[0]])
    )
    .copied()
    var (n, m, info) = (Int32(sizes[0]), Int32(b.sizes[1]), Int32(0))
    var p = pivots
    if n > 0, m > 0 {
      LAPACK.getrs(dtype == .float64)("N", &n, &m, lu.pointer, &n, &p, x.pointer, &n, &info, 1)
    }
    return Tensor(viewOf: x, b.sizes, Sizes([1, Int(n)])).copied()
  }

  /// The singular values of a matrix, greatest first; nothing is recorded.
  func singularValuesRaw() -> Tensor {
    let a = copied()
    // A row-major matrix is its transpose in column-major order, with the same singular values.
    var (m, n, info) = (Int32(sizes[1]), Int32(sizes[0]), Int32(0))
    let s = Tensor(uninitialized: Sizes([Int(Swift.min(m, n))]), dtype)
    if s.size == 0 { return s }
    var one: Int32 = 1
    var room = Swift.max(5 * Swift.max(m, n) + 3 * Swift.min(m, n), 64)
    let work = Tensor(uninitialized: Sizes([Int(room)]), dtype)
    let unused = Tensor(uninitialized: Sizes([1]), dtype)
    LAPACK.gesvd(dtype == .float64)(
      "N", "N", &m, &n, a.pointer, &m, s.pointer, unused.pointer, &one, unused.pointer, &one,
      work.pointer, &room, &info, 1, 1)
    return s
  }
}
