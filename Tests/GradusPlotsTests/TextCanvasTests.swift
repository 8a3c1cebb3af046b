import GradusPlots
import Testing

@Suite struct TextCanvasTests {
  private func drawing(_ draw: (inout TextCanvas) -> Void) -> [String] {
    var canvas = TextCanvas(columns: 4, rows: 2)
    draw(&canvas)
    return canvas.lines
  }

  @Test("A line goes through the dots from corner to corner") func line() {
    #expect(drawing { $0.line([(0, 0), (1, 1)]) } == ["  ⡠⠊", "⡠⠊  "])
    #expect(drawing { $0.line([(0, 1), (1, 1)]) } == ["⠉⠉⠉⠉", "    "])
    #expect(drawing { $0.line([(0, 0), (0, 1)]) } == ["⡇   ", "⡇   "])
  }

  @Test("What lies outside is cut off, however far away") func clipping() {
    #expect(drawing { $0.line([(-1e9, 0), (1e9, 0)]) } == ["    ", "⣀⣀⣀⣀"])
    #expect(drawing { $0.line([(2, 2), (3, 3)]) } == ["    ", "    "])
    #expect(drawing { $0.mark("o", (1.01, 0.5)) } == ["    ", "    "])
    #expect(drawing { $0.bar("█", (-3, 0), (-2, 1)) } == ["    ", "    "])
  }

  @Test("Bars end at eighths of a row, and hang down from their foot") func bars() {
    #expect(drawing { $0.bar("█", (0, 0), (0.5, 0.25)) } == ["    ", "▄▄  "])
    #expect(drawing { $0.bar("█", (0.5, 0), (0.75, 0.5625)) } == ["  ▁ ", "  █ "])
    #expect(drawing { $0.bar("█", (0, 1), (0.25, 0.5)) } == ["█   ", "    "])
    #expect(drawing { $0.bar("▓", (0, 0), (0.01, 0.75)) } == ["▓   ", "▓   "])
  }

  @Test("Characters cover dots, and dots cover shades") func layers() {
    let lines = drawing {
      $0.shade("░", (0, 0), (1, 1))
      $0.line([(0, 0), (0.4, 0)])
      $0.mark("o", (0, 0))
      $0.write("ab", (0.3, 0.9))
    }
    #expect(lines == ["░░ab", "o⣀░░"])
  }

  @Test("A text that would not fit ends at its place") func text() {
    #expect(drawing { $0.write("abc", (0.9, 0)) } == ["    ", "abc "])
    #expect(drawing { $0.write("too long", (0.5, 0)) } == ["    ", "too "])
  }
}
