import GradusTensors

extension Operations {
  private static func tuple(_ all: [Tensor]) -> Value { .tuple(all.map { .tensor($0) }) }
  private static func axis(_ a: Arguments, _ i: Int, _ fallback: Int = 0) throws -> Int {
    try a.int(i, "dim", "axis") ?? fallback
  }

  nonisolated(unsafe) static let views: [String: Operation] = [
    "reshape": { .tensor(try $0.tensor(0).reshaped(to: Shape(try $0.sizes(from: 1, "shape")))) },
    "view": { a in
      if case .dtype(let d)? = a.value(1, "dtype") { return .tensor(try a.tensor(0).to(d)) }
      return .tensor(try a.tensor(0).viewed(to: Shape(try a.sizes(from: 1))))
    },
    "view_as": { .tensor(try $0.tensor(0).viewed(to: try $0.tensor(1, "other").shape)) },
    "reshape_as": { .tensor(try $0.tensor(0).reshaped(to: try $0.tensor(1, "other").shape)) },
    "flatten": {
      .tensor(
        try $0.tensor(0).flattened(
          from: try $0.int(1, "start_dim") ?? 0, to: try $0.int(2, "end_dim") ?? -1))
    },
    "ravel": { .tensor(try $0.tensor(0).reshaped(-1)) },
    "t": { .tensor(try $0.tensor(0).transposed()) },
    "transpose": {
      .tensor(try $0.tensor(0).transposed(try $0.int(1, "dim0")!, try $0.int(2, "dim1")!))
    },
    "swapaxes": {
      .tensor(try $0.tensor(0).transposed(try $0.int(1, "axis0")!, try $0.int(2, "axis1")!))
    },
    "swapdims": {
      .tensor(try $0.tensor(0).transposed(try $0.int(1, "dim0")!, try $0.int(2, "dim1")!))
    },
    "permute": { .tensor(try $0.tensor(0).permuted(try $0.sizes(from: 1, "dims"))) },
    "unsqueeze": { .tensor(try $0.tensor(0).unsqueezed(try $0.int(1, "dim")!)) },
    "squeeze": {
      guard let d = try $0.int(1, "dim") else { return .tensor(try $0.tensor(0).squeezed()) }
      return .tensor(try $0.tensor(0).squeezed(d))
    },
    "expand": { .tensor(try $0.tensor(0).expanded(to: try $0.sizes(from: 1))) },
    "expand_as": { .tensor(try $0.tensor(0).expanded(to: try $0.tensor(1, "other").shape)) },
    "broadcast_to": { .tensor(try $0.tensor(0).expanded(to: try $0.sizes(from: 1))) },
    "narrow": {
      .tensor(
        try $0.tensor(0).narrowed(
          axis: try $0.int(1, "dim")!, start: try $0.int(2, "start")!,
          length: try $0.int(3, "length")!))
    },
    "select": {
      .tensor(try $0.tensor(0).select(axis: try $0.int(1, "dim")!, try $0.int(2, "index")!))
    },
    "diagonal": {
      .tensor(
        try $0.tensor(0).diagonal(
          offset: try $0.int(1, "offset") ?? 0, axes: try $0.int(2, "dim1") ?? 0,
          try $0.int(3, "dim2") ?? 1))
    },
    "movedim": { a in
      if case .int(let from)? = a.value(1, "source"), case .int(let to)? = a.value(2, "destination")
      {
        return .tensor(try a.tensor(0).movedAxis(from, to: to))
      }
      return .tensor(
        try a.tensor(0).movedAxes(
          try a.ints(1, "source")!, to: try a.ints(2, "destination")!))
    },
    "unfold": {
      .tensor(
        try $0.tensor(0).unfolded(
          axis: try $0.int(1, "dimension")!, size: try $0.int(2, "size")!,
          step: try $0.int(3, "step")!))
    },
    "split": { a in
      let d = try axis(a, 2)
      if case .int(let n)? = a.value(1, "split_size") ?? a.value(1, "split_size_or_sections") {
        return tuple(try a.tensor(0).split(n, axis: d))
      }
      return tuple(try a.tensor(0).split(try a.ints(1, "split_size")!, axis: d))
    },
    "chunk": {
      tuple(try $0.tensor(0).chunked(try $0.int(1, "chunks")!, axis: try axis($0, 2)))
    },
    "tensor_split": { a in
      let d = try axis(a, 2)
      if case .int(let n)? = a.value(1, "indices_or_sections") {
        return tuple(try a.tensor(0).evenlySplit(n, axis: d))
      }
      return tuple(try a.tensor(0).split(at: try a.ints(1, "indices_or_sections")!, axis: d))
    },
    "unbind": { tuple(try $0.tensor(0).unbound(axis: try axis($0, 1))) },
    "contiguous": constant { $0.contiguous() },
    "clone": constant { $0.clone() },
    "detach": constant { $0.detached() },
    "tril": { .tensor(try $0.tensor(0).tril(try $0.int(1, "diagonal") ?? 0)) },
    "triu": { .tensor(try $0.tensor(0).triu(try $0.int(1, "diagonal") ?? 0)) },
    "diag": { .tensor(try $0.tensor(0).diag(try $0.int(1, "diagonal") ?? 0)) },
    "fill_diagonal_": {
      .tensor(try $0.tensor(0).fillDiagonal(try $0.scalar(1, "fill_value")!))
    },
    "pad": {
      .tensor(
        try $0.tensor(0).padded(
          try $0.ints(1, "pad")!, value: try $0.scalar(3, "value") ?? .int(0)))
    },
    "atleast_2d": constant { $0.atLeast2D() },
    "broadcast_tensors": { a in
      let v = try a.positional.map { try $0.asTensor() }
      return tuple(v.count == 2 ? broadcastTensors(v[0], v[1]) : broadcastTensors(v[0], v[1], v[2]))
    },
    "broadcast_shapes": { a in
      let s = try a.positional.map { Shape(try $0.asInts()) }
      return .size(s.count == 2 ? broadcastShapes(s[0], s[1]) : broadcastShapes(s[0], s[1], s[2]))
    },
  ]

  nonisolated(unsafe) static let joining: [String: Operation] = [
    "cat": { .tensor(concatenated(try $0.tensors(0), axis: try axis($0, 1))) },
    "concat": { .tensor(concatenated(try $0.tensors(0), axis: try axis($0, 1))) },
    "stack": { .tensor(stacked(try $0.tensors(0), axis: try axis($0, 1))) },
    "hstack": { .tensor(hstack(try $0.tensors(0))) },
    "vstack": { .tensor(vstack(try $0.tensors(0))) },
    "block_diag": { .tensor(blockDiagonal(try $0.positional.map { try $0.asTensor() })) },
    "repeat": { .tensor(try $0.tensor(0).repeated(try $0.sizes(from: 1, "repeats"))) },
    "tile": { .tensor(try $0.tensor(0).tiled(try $0.sizes(from: 1, "dims"))) },
    "repeat_interleave": { a in
      let d = try a.int(2, "dim")
      if case .tensor(let r)? = a.value(1, "repeats") {
        return .tensor(try a.tensor(0).repeatInterleaved(r, axis: d))
      }
      return .tensor(try a.tensor(0).repeatInterleaved(try a.int(1, "repeats")!, axis: d))
    },
    "flip": { .tensor(try $0.tensor(0).flipped(axes: try $0.sizes(from: 1, "dims"))) },
    "roll": { a in
      let shifts = try a.ints(1, "shifts")!
      guard let d = try a.ints(2, "dims") else {
        return .tensor(try a.tensor(0).rolled(shifts[0]))
      }
      return .tensor(try a.tensor(0).rolled(shifts, axes: d))
    },
    "rot90": {
      let d = try $0.ints(2, "dims") ?? [0, 1]
      return .tensor(try $0.tensor(0).rotated90(try $0.int(1, "k") ?? 1, axes: d[0], d[1]))
    },
  ]

  nonisolated(unsafe) static let indexing: [String: Operation] = [
    "gather": {
      .tensor(try $0.tensor(0).gather(axis: try $0.int(1, "dim")!, try $0.tensor(2, "index")))
    },
    "scatter": { a in .tensor(try scattered(a)) },
    "scatter_add": {
      .tensor(
        try $0.tensor(0).scatterAdd(
          axis: try $0.int(1, "dim")!, try $0.tensor(2, "index"), try $0.tensor(3, "src")))
    },
    "index_select": {
      .tensor(try $0.tensor(0).taken(try $0.tensor(2, "index"), axis: try $0.int(1, "dim")!))
    },
    "index_add": {
      .tensor(
        try $0.tensor(0).addingSlices(
          axis: try $0.int(1, "dim")!, try $0.tensor(2, "index"), try $0.tensor(3, "source"),
          alpha: try $0.scalar(-1, "alpha") ?? .int(1)))
    },
    "index_copy": {
      .tensor(
        try $0.tensor(0).replacingSlices(
          axis: try $0.int(1, "dim")!, try $0.tensor(2, "index"), with: try $0.tensor(3, "source")))
    },
    "index_fill": {
      .tensor(
        try $0.tensor(0).fillingSlices(
          axis: try $0.int(1, "dim")!, try $0.tensor(2, "index"), with: try $0.scalar(3, "value")!))
    },
    "masked_fill": {
      .tensor(try $0.tensor(0).maskedFill(try $0.tensor(1, "mask"), try $0.scalar(2, "value")!))
    },
    "masked_select": { .tensor(try $0.tensor(0).masked(try $0.tensor(1, "mask"))) },
    "where": { a in
      if a.positional.count == 1 {
        return .tuple(try a.tensor(0, "condition").nonzeroPlaces().map { .tensor($0) })
      }
      let c = try a.tensor(0, "condition")
      switch (a.value(1, "input")!, a.value(2, "other")!) {
      case (.tensor(let x), .tensor(let y)): return .tensor(Tensor.where(c, x, y))
      case (.tensor(let x), let y): return .tensor(Tensor.where(c, x, try y.asScalar()))
      case (let x, .tensor(let y)): return .tensor(Tensor.where(c, try x.asScalar(), y))
      case (let x, let y):
        return .tensor(Tensor.where(c, try x.asScalar(), try y.asScalar()))
      }
    },
    "nonzero": {
      if $0.bool(-1, "as_tuple") == true { return tuple(try $0.tensor(0).nonzeroPlaces()) }
      return .tensor(try $0.tensor(0).nonzero())
    },
    "take": { .tensor(try $0.tensor(0).taken(try $0.tensor(1, "index"))) },
    "embedding": { .tensor(embedding(try $0.tensor(0), try $0.tensor(1, "weight"))) },
    "sort": {
      indexed(
        try $0.tensor(0).sorted(
          axis: try axis($0, 1, -1), descending: $0.bool(2, "descending") ?? false), "sort")
    },
    "argsort": {
      .tensor(
        try $0.tensor(0).argSort(
          axis: try axis($0, 1, -1), descending: $0.bool(2, "descending") ?? false))
    },
    "topk": {
      indexed(
        try $0.tensor(0).top(
          try $0.int(1, "k")!, axis: try axis($0, 2, -1), largest: $0.bool(3, "largest") ?? true),
        "topk")
    },
    "kthvalue": {
      indexed(try $0.tensor(0).kthValue(try $0.int(1, "k")!, axis: try axis($0, 2, -1)), "kthvalue")
    },
    "unique": { a in
      let u = try a.tensor(0).unique()
      var all: [Value] = [.tensor(u.values)]
      if a.bool(-1, "return_inverse") == true { all.append(.tensor(u.inverse)) }
      if a.bool(-1, "return_counts") == true { all.append(.tensor(u.counts)) }
      return all.count == 1 ? all[0] : .tuple(all)
    },
    "bincount": {
      .tensor(try $0.tensor(0).binCount(minimumCount: try $0.int(2, "minlength") ?? 0))
    },
    "histc": {
      .tensor(
        try $0.tensor(0).histogram(
          bins: try $0.int(1, "bins") ?? 100, min: try $0.double(2, "min") ?? 0,
          max: try $0.double(3, "max") ?? 0))
    },
    "searchsorted": {
      .tensor(
        try $0.tensor(0, "sorted_sequence").searchSorted(
          try $0.tensor(1, "input"), right: $0.bool(-1, "right") ?? false))
    },
    "bucketize": {
      .tensor(
        try $0.tensor(0).bucketized(
          try $0.tensor(1, "boundaries"), right: $0.bool(-1, "right") ?? false))
    },
    "isin": { .tensor(try $0.tensor(0).isIn(try $0.tensor(1, "test_elements"))) },
  ]

  static func scattered(_ a: Arguments) throws -> Tensor {
    let (x, d, i) = (try a.tensor(0), try a.int(1, "dim")!, try a.tensor(2, "index"))
    if case .tensor(let s)? = a.value(3, "src") { return x.scatter(axis: d, i, s) }
    return x.scatter(axis: d, i, try a.scalar(3, "value")!)
  }

  static func indexed(_ v: IndexedValues, _ name: String) -> Value {
    .named(name, [("values", .tensor(v.values)), ("indices", .tensor(v.indices))])
  }
}
