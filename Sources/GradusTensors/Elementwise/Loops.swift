import GradusKernels

/// One operand of an element-wise loop: where it starts and how it walks.
struct Walk {
  let pointer: UnsafeMutableRawPointer
  let strides: Sizes

  @inline(__always)
  init(_ t: Tensor, over sizes: Sizes) {
    pointer = t.pointer
    strides = stretched(t.sizes, t.strides, to: sizes)
  }

  @inline(__always)
  func with<R>(_ body: (gk_operand) -> R) -> R {
    strides.withPointer { body(gk_operand(data: pointer, strides: $0)) }
  }
}

/// The element-wise loops over tensors of one type; nothing here records.
enum Loops {
  static func binary(_ op: Int, _ dtype: DType, _ out: Tensor, _ a: Tensor, _ b: Tensor) -> Int32 {
    let sizes = out.sizes
    let (o, x, y) = (Walk(out, over: sizes), Walk(a, over: sizes), Walk(b, over: sizes))
    return sizes.withPointer { s in
      o.with { o in
        x.with { x in
          y.with { y in gk_binary(Int32(op), dtype.code, Int32(sizes.count), s, o, x, y) }
        }
      }
    }
  }

  static func compare(_ op: Int, _ dtype: DType, _ out: Tensor, _ a: Tensor, _ b: Tensor) {
    let sizes = out.sizes
    let (o, x, y) = (Walk(out, over: sizes), Walk(a, over: sizes), Walk(b, over: sizes))
    _ = sizes.withPointer { s in
      o.with { o in
        x.with { x in
          y.with { y in gk_compare(Int32(op), dtype.code, Int32(sizes.count), s, o, x, y) }
        }
      }
    }
  }

  static func unary(_ op: Int, _ out: Tensor, _ a: Tensor) -> Int32 {
    let sizes = out.sizes
    let (o, x) = (Walk(out, over: sizes), Walk(a, over: sizes))
    return sizes.withPointer { s in
      o.with { o in
        x.with { x in gk_unary(Int32(op), a.dtype.code, Int32(sizes.count), s, o, x) }
      }
    }
  }

  static func test(_ op: Int, _ out: Tensor, _ a: Tensor) {
    let sizes = out.sizes
    let (o, x) = (Walk(out, over: sizes), Walk(a, over: sizes))
    _ = sizes.withPointer { s in
      o.with { o in
        x.with { x in gk_test(Int32(op), a.dtype.code, Int32(sizes.count), s, o, x) }
      }
    }
  }

  /// Copies `a`, stretched to the shape of `out`, converting its elements.
  static func copy(_ out: Tensor, _ a: Tensor) {
    if out.dtype == a.dtype, out.isContiguous, a.isContiguous, out.size == a.size {
      out.pointer.copyMemory(from: a.pointer, byteCount: out.size * out.dtype.byteCount)
      return
    }
    let sizes = out.sizes
    let (o, x) = (Walk(out, over: sizes), Walk(a, over: sizes))
    sizes.withPointer { s in
      o.with { o in
        x.with { x in gk_cast(a.dtype.code, out.dtype.code, Int32(sizes.count), s, o, x) }
      }
    }
  }

  static func choose(_ out: Tensor, _ c: Tensor, _ a: Tensor, _ b: Tensor) {
    let sizes = out.sizes
    let (o, m) = (Walk(out, over: sizes), Walk(c, over: sizes))
    let (x, y) = (Walk(a, over: sizes), Walk(b, over: sizes))
    sizes.withPointer { s in
      o.with { o in
        m.with { m in
          x.with { x in
            y.with { y in
              gk_where(Int32(out.dtype.byteCount), Int32(sizes.count), s, o, m, x, y)
            }
          }
        }
      }
    }
  }
}

extension Tensor {
  /// The elements as `dtype`, itself where they are already; not recorded.
  func converted(to dtype: DType) -> Tensor {
    if self.dtype == dtype { return self }
    let t = Tensor(uninitialized: sizes, dtype)
    Loops.copy(t, self)
    return t
  }

  /// A row-major copy; not recorded.
  func copied() -> Tensor {
    let t = Tensor(uninitialized: sizes, dtype)
    Loops.copy(t, self)
    return t
  }

  /// Itself where it is row-major, else a copy that is; not recorded.
  func packed() -> Tensor { isContiguous ? self : copied() }

  /// A tensor of one repeated value; not recorded.
  convenience init(filled sizes: Sizes, _ dtype: DType, _ value: Scalar) {
    self.init(uninitialized: sizes, dtype)
    fillRaw(value)
  }

  /// A Swift number as an operand.
  convenience init(number value: Scalar) {
    let dtype: DType
    switch value {
    case .bool: dtype = .bool
    case .int: dtype = .int64
    case .float: dtype = .float64
    }
    self.init(uninitialized: Sizes(), dtype, isNumber: true)
    switch value {
    case .bool(let v): pointer.storeBytes(of: v ? 1 : 0, as: UInt8.self)
    case .int(let v): pointer.storeBytes(of: v, as: Int.self)
    case .float(let v): pointer.storeBytes(of: v, as: Double.self)
    }
  }

  /// Sets every element; not recorded.
  func fillRaw(_ value: Scalar) {
    let one = Tensor(uninitialized: Sizes(), dtype)
    one.setRaw(0, value)
    if value.isZero, isContiguous, value.doubleValue.sign == .plus {
      pointer.initializeMemory(as: UInt8.self, repeating: 0, count: size * dtype.byteCount)
    } else {
      Loops.copy(self, one)
    }
  }

  /// Writes the first element as another type.
  func store(in place: UnsafeMutableRawPointer, as dtype: DType) {
    if dtype == self.dtype {
      place.copyMemory(from: pointer, byteCount: dtype.byteCount)
    } else {
      switch scalarRaw() {
      case .float(let v): gk_set_double(dtype.code, place, v)
      case .int(let v): gk_set_int(dtype.code, place, Int64(v))
      case .bool(let v): gk_set_int(dtype.code, place, v ? 1 : 0)
      }
    }
  }

  /// Sets the element at `offset` elements from the start; not recorded.
  func setRaw(_ offset: Int, _ value: Scalar) {
    let p = pointer + offset * dtype.byteCount
    switch value {
    case .float(let v): gk_set_double(dtype.code, p, v)
    case .int(let v): gk_set_int(dtype.code, p, Int64(v))
    case .bool(let v): gk_set_int(dtype.code, p, v ? 1 : 0)
    }
  }

  /// The element at `offset` elements from the start.
  func scalarRaw(_ offset: Int = 0) -> Scalar {
    let p = pointer + offset * dtype.byteCount
    if dtype == .bool { return .bool(gk_get_int(dtype.code, p) != 0) }
    if dtype.isFloatingPoint { return .float(gk_get_double(dtype.code, p)) }
    return .int(Int(gk_get_int(dtype.code, p)))
  }
}

/// `old += g` for the engine: not recorded, and of the type of `old`.
func addInPlace(_ old: Tensor, _ g: Tensor) {
  _ = Loops.binary(GK_ADD, old.dtype, old, old, g.converted(to: old.dtype))
  old.touch()
}
