import CommonMark
import Rendering
import Testing

/// Where no extension is in play, prose is what libcmark makes of it, byte for byte.
@Suite struct ProseTests {
  static let examples = [
    "", "\n\n", "one\n", "one  \ntwo\\\nthree\nfour\n", "# a #\n## b\n###### c\n####### d\n",
    "a\n=\n\nb\n-\n", "a\n\n***\n\nb\n\n---\n", "> a\n> > b\nc\n\n> d\n", "- a\n- b\n\n  c\n- d\n",
    "* a\n  * b\n    1. c\n    2. d\n", "3) a\n4) b\n", "0. a\n", "- a\n-\n- b\n", "-\n",
    "1.  a\n\n        code\n",
    "- [ ] a\n- [x] b\n", "    code <b> & \"x\"\n\n    more\n", "```\nfence\n```\n",
    "~~~ ruby x\n`<>&\"`\n~~~\n",
    "```a\"b<c\nx\n```\n", "`a` ``b ` c`` ` `` `\n",
    "*a* **b** ***c*** _d_ __e__ a_b_c *a **b** c*\n",
    "**a\n", "*a `*` b*\n", "[a](b) [a](<b c> \"t\") [a](b 't \"u\" v')\n",
    "[a]: /u 'T'\n\n[a] [b][a] [A][]\n",
    "[a](b?c=d&e=f#g) [ü](/ä%20ö) [x](a'b) [y](a[b]c~d|e)\n",
    "<https://a.example/b?c=d&e> <x@y.example>\n",
    "\\*a\\* \\< \\& &amp; &auml; &#35; &#x22; &nope; &\n", "a < b > c \"d\" 'e'\n", "a\tb\n\tc\n",
    "*[a*](b)\n",
    "[*a*](b) *[a](b)*\n", "[a [b](c) d](e)\n", "> - a\n>\n>   b\n> - c\n", "- > a\n  >\n  > b\n",
    "1. a\n\n   > b\n\n2. c\n", "a\r\nb\rc\n", "\u{FEFF}a\n", "a\u{0}b\n", "Ω é 漢字 🎉 *強調*。\n",
    "#\n", "# `a` *b* [c](d)\n",
    "- a\n\n\n- b\n", "- # a\n- ```\n  b\n  ```\n", "a *b\nc* d\n", "\\\n", "a\\\n",
    "[a]\n\n[a]: <> (t)\n",
    "* * *\n* a\n* * *\n", "a\n# b\nc\n- d\n", "[a](mailto:x@y.example) [b](HTTP://X.EXAMPLE)\n",
  ]

  @Test("Prose is written as libcmark writes it", arguments: examples)
  func prose(_ markdown: String) {
    let bytes = Array(markdown.utf8)
    #expect(HTMLPage.body(of: bytes) == html(of: bytes[...], allowingRawHTML: false))
  }

  @Test(
    "Formulas are kept from Markdown, and prices are none",
    arguments: [
      ("$a_1 * b_2 * c$", "<p><span class=\"math\">$a_1 * b_2 * c$</span></p>\n"),
      ("$\\{x\\} \\\\ y < z$", "<p><span class=\"math\">$\\{x\\} \\\\ y &lt; z$</span></p>\n"),
      ("$$x^2$$", "<p><span class=\"math display\">$$x^2$$</span></p>\n"),
      ("a\n$$\n*x*\n$$\nb", "<p>a\n<span class=\"math display\">$$\n*x*\n$$</span>\nb</p>\n"),
      (
        "$$\na\n- b\n+ c\n= d\n$$\n\n- e\n",
        "<p><span class=\"math display\">$$\na\n- b\n+ c\n= d\n$$</span></p>\n<ul>\n<li>e</li>\n</ul>\n"
      ),
      ("$$\na\n===\n\n$$\n", "<h1>$$\na</h1>\n<p>$$</p>\n"),
      (
        "> $$a\n> # b$$ c\n",
        "<blockquote>\n<p><span class=\"math display\">$$a\n# b$$</span> c</p>\n</blockquote>\n"
      ),
      ("- $$5\n- $$6\n", "<ul>\n<li>$$5</li>\n<li>$$6</li>\n</ul>\n"),
      (
        "- $$a\n  - b$$\n",
        "<ul>\n<li><span class=\"math display\">$$a\n- b$$</span></li>\n</ul>\n"
      ),
      (
        "> $a\n> *b*$ c\n",
        "<blockquote>\n<p><span class=\"math\">$a\n*b*$</span> c</p>\n</blockquote>\n"
      ),
      (
        "*$x$* **b $y$**",
        "<p><em><span class=\"math\">$x$</span></em> <strong>b <span class=\"math\">$y$</span></strong></p>\n"
      ),
      ("$5 and $6, \\$x or `$y$`", "<p>$5 and $6, $x or <code>$y$</code></p>\n"),
      (
        "[a](http://x/$y$) $z$",
        "<p><a href=\"http://x/$y$\">a</a> <span class=\"math\">$z$</span></p>\n"
      ),
      ("    $x$\n", "<pre><code>$x$\n</code></pre>\n"),
      ("# $x$\n", "<h1><span class=\"math\">$x$</span></h1>\n"),
    ])
  func formulas(_ markdown: String, _ html: String) {
    #expect(HTMLPage.body(of: Array(markdown.utf8)) == html)
  }

  @Test(
    "Tables are read as GitHub reads them",
    arguments: [
      ("| a | b |\n| --- | :-: |\n| 1 | *2* |", [["a", "b"], ["1", "<em>2</em>"]]),
      ("a | b\n--- | ---\n1\n1 | 2 | 3", [["a", "b"], ["1", ""], ["1", "2"]]),
      ("| a \\| b | `c \\| d` |\n| - | - |", [["a | b", "<code>c | d</code>"]]),
      (
        "| $x|y$ | # b |\n|-|-|\n| - c | > d |",
        [["<span class=\"math\">$x|y$</span>", "# b"], ["- c", "&gt; d"]]
      ),
      ("| a |\n| - |\n| [r] |\n\n[r]: /u\n", [["a"], ["<a href=\"/u\">r</a>"]]),
      ("> | a | b |\n> | - | - |\n> | 1 | 2 |", [["a", "b"], ["1", "2"]]),
      ("- | a | b |\n  | - | - |\n  | 1 | 2 |", [["a", "b"], ["1", "2"]]),
      ("lead\n| a | b |\n|---|---|\n| 1 | 2 |", [["a", "b"], ["1", "2"]]),
      ("| a | b |\n| --- |\n| 1 | 2 |", []),
      ("a | b", []),
    ])
  func tables(_ markdown: String, _ rows: [[String]]) {
    let html = HTMLPage.body(of: Array(markdown.utf8))
    let read = html.components(separatedBy: "<tr>\n").dropFirst().map { row in
      row.components(separatedBy: "<t").dropFirst().filter { !$0.hasPrefix("body") }.map {
        let start = $0.firstIndex(of: ">")!
        return String($0[start...].dropFirst().components(separatedBy: "</t")[0])
      }
    }
    #expect(read == rows, "\(html)")
    #expect(HTMLTree(html).problems.isEmpty)
    #expect(html.contains("lead") == markdown.contains("lead"))
  }
}
