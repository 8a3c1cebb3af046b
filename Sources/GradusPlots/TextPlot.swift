/// A plot in characters: title, drawing between axes with numbers, and legend, 72 columns wide.
struct TextPlot {
  private let plot: Plot
  let series: PlotSeries
  let x, y: Axis
  private(set) var canvas: TextCanvas
  /// The numbers that stand behind the lines of the drawing.
  private var ends: [Int: String] = [:]

  private static let width = 72
  private static let rows = 16

  init(_ plot: Plot) {
    self.plot = plot
    series = PlotSeries(plot)
    y = series.yAxis(most: 6)
    let labels = y.ticks.map(\.text.count).max() ?? 0
    let columns = max(Self.width - labels - 7, 20)
    var most = 7
    var axis = series.names.isEmpty ? series.xAxis(most: most) : nil
    while most > 2, let crowded = axis,
      crowded.ticks.reduce(0, { $0 + $1.text.count + 2 }) > columns
    {
      most -= 1
      axis = series.xAxis(most: most)
    }
    x = axis ?? Axis(names: series.names, limits: plot.xLimits)
    canvas = TextCanvas(columns: columns, rows: Self.rows)
    var bars = 0
    for (index, mark) in series.marks.enumerated() {
      draw(mark, index, barPlace: bars, on: &canvas)
      if mark.kind.isBar { bars += 1 }
    }
    ends = lineEnds
  }

  /// The text, without a line break at its end.
  var text: String {
    var lines = [plot.headline]
    if let label = plot.yLabel { lines.append(label) }
    lines += drawing + numbers
    if let label = plot.xLabel {
      lines.append(centred(label, at: leading + canvas.columns / 2, in: ""))
    }
    return (lines + legend).map(Self.trimmed).joined(separator: "\n")
  }

  /// How many columns stand before the drawing.
  private var leading: Int { (y.ticks.map(\.text.count).max() ?? 0) + 2 }

  private var drawing: [String] {
    let ticks = Dictionary(
      y.ticks.compactMap { tick in canvas.row(y.place(of: tick.value)).map { ($0, tick.text) } },
      uniquingKeysWith: { first, _ in first })
    return canvas.lines.enumerated().map { row, line in
      let text = ticks[row] ?? ""
      return String(repeating: " ", count: leading - 2 - text.count) + text
        + (ticks[row] == nil ? " │" : " ┤") + line + (ends[row].map { " " + $0 } ?? "")
    }
  }

  /// The x axis and what stands below it.
  private var numbers: [String] {
    var axis = Array(repeating: Character("─"), count: canvas.columns)
    var labels = ""
    let room = canvas.columns / max(series.names.count, 1) - 1
    for tick in x.ticks {
      guard let column = canvas.column(x.place(of: tick.value)) else { continue }
      axis[column] = "┬"
      let isLong = !series.names.isEmpty && tick.text.count > max(room, 1)
      let text = isLong ? tick.text.prefix(max(room - 1, 0)) + "…" : tick.text
      labels = centred(text, at: leading + column, in: labels)
    }
    return [String(repeating: " ", count: leading - 1) + "└" + String(axis), labels]
  }

  /// A line with a text put in around a column, unless there is one already.
  private func centred(_ text: String, at column: Int, in line: String) -> String {
    let start = max(column - text.count / 2, 0)
    guard line.isEmpty || line.count < start else { return line }
    return line + String(repeating: " ", count: start - line.count) + text
  }

  private static func trimmed(_ line: String) -> String {
    var line = String(line.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    while line.last == " " { line.removeLast() }
    return line
  }

  /// The legend: what each labelled series is drawn with, and what the shades of a heat map mean.
  private var legend: [String] {
    var lines: [String] = []
    var line = ""
    for (index, mark) in series.marks.enumerated() where mark.hasEntry {
      let entry = "\(sign(of: mark, index)) \(mark.label ?? "")"
      if !line.isEmpty, leading + line.count + 3 + entry.count > Self.width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : "   ") + entry
    }
    if !line.isEmpty { lines.append(line) }
    if let bar = series.colorBar {
      let (low, high) = (bar.range.lowerBound, bar.range.upperBound)
      lines.append(
        (bar.label.map { "\($0): " } ?? "") + signed("\(Self.shades[0]) \(low, ".4g")  to  ")
          + signed("\(Self.shades[Self.shades.count - 1]) \(high, ".4g")"))
    }
    return lines.map { String(repeating: " ", count: leading) + $0 }
  }

  /// The rows in which lines end, with their numbers, where there are several.
  private var lineEnds: [Int: String] {
    var ends: [Int: String] = [:]
    guard isNumbered else { return ends }
    for (index, mark) in series.marks.enumerated() {
      guard case .line = mark.kind,
        let last = zip(mark.x, mark.y).reversed().first(where: { x, y in
          self.x.scale.shows(x) && self.y.scale.shows(y) && self.x.range.contains(x)
            && self.y.range.contains(y)
        }), let row = canvas.row(y.place(of: last.1))
      else { continue }
      ends[row, default: ""] += number(of: index)
    }
    return ends
  }

  /// Whether lines have to be told apart.
  private var isNumbered: Bool {
    series.marks.count { if case .line = $0.kind { true } else { false } } > 1
  }

  private func number(of index: Int) -> String { "\((series.colors[index] ?? 0) + 1)" }

  private func sign(of mark: Mark, _ index: Int) -> String {
    switch mark.kind {
    case .line: isNumbered ? number(of: index) : "⠒⠒"
    case .contour: "⠒⠒"
    case .scatter, .errorBars: String(marker(index))
    case .bar, .histogram: String(block(index))
    case .fill: "░"
    case .arrows: "→"
    case .horizontal: "╌"
    case .vertical: "╎"
    case .heatMap, .text: ""
    }
  }

  func marker(_ index: Int) -> Character {
    let markers: [Character] = ["o", "x", "+", "*"]
    return markers[(series.colors[index] ?? 0) % markers.count]
  }

  func block(_ index: Int) -> Character {
    let blocks: [Character] = ["█", "▓", "▒", "░"]
    return blocks[(series.colors[index] ?? 0) % blocks.count]
  }

  /// From the least to the greatest value of a heat map.
  static let shades: [Character] = [".", ":", "-", "=", "+", "*", "#", "%", "@"]
}
