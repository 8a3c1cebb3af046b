extension Mark.Kind {
  /// The name of the function that makes the series.
  var name: String {
    switch self {
    case .line: "line"
    case .scatter: "scatter"
    case .bar: "bar"
    case .histogram: "histogram"
    case .fill: "fill"
    case .errorBars: "errorBars"
    case .arrows: "arrows"
    case .heatMap: "heatMap"
    case .contour: "contour"
    case .horizontal: "horizontal"
    case .vertical: "vertical"
    case .text: "text"
    }
  }

  /// The name in a sentence.
  var phrase: String {
    switch self {
    case .errorBars: "error bars"
    case .arrows: "arrows"
    default: "a " + name
    }
  }

  /// Whether the series takes a colour of its own; notes and heat maps do not.
  var hasColor: Bool {
    switch self {
    case .heatMap, .horizontal, .vertical, .text: false
    default: true
    }
  }

  var isBar: Bool {
    if case .bar = self { return true }
    return false
  }

  /// Whether values are drawn from 0 on.
  var standsOnZero: Bool {
    switch self {
    case .bar, .histogram: true
    case .fill(let lower): lower.allSatisfy { $0 == 0 }
    default: false
    }
  }

  /// The grid of values behind the series, where there is one.
  var field: Field? {
    switch self {
    case .heatMap(let field, _, _), .contour(let field, _): field
    default: nil
    }
  }
}

extension Mark {
  /// Whether its label stands in the legend; that of a heat map stands beside its colours.
  var hasEntry: Bool {
    if case .heatMap = kind { return false }
    return label != nil
  }

  /// The values that the x axis is to show, where bars have a room of `slot`; the arrows on a field
  /// may end beyond it.
  func xValues(slot: Double, isTight: Bool) -> [Double] {
    switch kind {
    case .bar: x.flatMap { [$0 - slot / 2, $0 + slot / 2] }
    case .arrows(let dx, _): isTight ? x : x + zip(x, dx).map { $0 + $1 }
    case .heatMap(let field, _, _): ends(Field.edges(of: field.x))
    case .contour(let field, _): ends(field.x)
    case .horizontal: []
    default: x
    }
  }

  /// The values that the y axis is to show.
  func yValues(isTight: Bool) -> [Double] {
    switch kind {
    case .histogram(let heights): heights
    case .fill(let lower): y + lower
    case .errorBars(let errors): zip(y, errors).flatMap { [$0 - $1, $0 + $1] }
    case .arrows(_, let dy): isTight ? y : y + zip(y, dy).map { $0 + $1 }
    case .heatMap(let field, _, _): ends(Field.edges(of: field.y))
    case .contour(let field, _): ends(field.y)
    case .vertical: []
    default: y
    }
  }

  private func ends(_ values: [Double]) -> [Double] { [values[0], values[values.count - 1]] }
}
