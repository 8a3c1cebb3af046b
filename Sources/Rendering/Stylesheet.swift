/// How a page looks: light, dark, narrow, and on paper. All colours of text have a contrast of at
/// least 4.5 to 1 with what is behind them.
enum Stylesheet {
  static let text = colors + page + prose + cells + narrow + paper

  private static let colors = """
    :root {
      color-scheme: light dark;
      --back: #ffffff; --text: #21252b; --soft: #5c6470; --line: #e2e4e8; --panel: #f4f5f7;
      --link: #0a58a8; --in: #2c5fa8; --out: #a5401b;
      --error-back: #fdf0ee; --error-text: #93230f; --error-line: #dc6f58;
      --shade: rgb(20 30 45 / 16%);
      --k: #9b2393; --t: #1c5f87; --s: #b0261a; --n: #2b22c2; --c: #5d6c79; --a: #7a5200;
      --body: "Charter", "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Cambria,
        Georgia, "DejaVu Serif", serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono",
        "DejaVu Sans Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --back: #16181d; --text: #dde1e7; --soft: #9aa4b1; --line: #30353d; --panel: #1e2229;
        --link: #79b8ff; --in: #8ab6f5; --out: #f5a27f;
        --error-back: #33201e; --error-text: #ffb4a5; --error-line: #a4503f;
        --shade: rgb(0 0 0 / 55%);
        --k: #ff7ab2; --t: #6bdfff; --s: #ff8170; --n: #d9c97c; --c: #8f9dab; --a: #ffa14f;
      }
    }

    """

  private static let page = """
    * { box-sizing: border-box; }
    html { font-size: 106.25%; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.65 var(--body);
      overflow-wrap: break-word; }
    .page { padding: 0 1.25rem; display: grid; justify-content: center;
      grid-template-columns: minmax(0, 55rem); }
    .page.with-contents { grid-template-columns: minmax(0, 13rem) minmax(0, 55rem); }
    main { padding: 3rem 0 5rem; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--back); z-index: 1; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
    .contents { font: .8rem/1.45 var(--sans); position: sticky; top: 0;
      align-self: start; max-height: 100vh; overflow-y: auto; padding: 3.75rem 1.5rem 2rem 0; }
    .contents summary { font-weight: 600; color: var(--soft); cursor: pointer;
      margin-bottom: .5rem; }
    .contents ol { list-style: none; margin: 0; padding: 0; border-left: 1px solid var(--line); }
    .contents li a { display: block; padding: .2rem 0 .2rem .8rem; color: var(--soft);
      text-decoration: none; border-left: 2px solid transparent; margin-left: -1px; }
    .contents li.deeper a { padding-left: 1.7rem; }
    .contents li a:hover { color: var(--link); border-color: var(--link); }
    .pages { max-width: 70.5rem; margin: 0 auto; padding: .9rem 1.25rem; display: flex; gap: 1rem;
      justify-content: space-between; font: .85rem/1.4 var(--sans); }
    .pages > :last-child { text-align: right; }
    header { border-bottom: 1px solid var(--line); }
    footer { border-top: 1px solid var(--line); }

    """

  private static let prose = """
    article { --gutter: 4.6rem; padding-left: var(--gutter); }
    article > :first-child { margin-top: 0; }
    article > :is(h1, h2, h3, h4, h5, h6, p, ul, ol, dl, blockquote) { max-width: 42rem; }
    h1, h2, h3, h4, h5, h6 { font-family: var(--sans); line-height: 1.25; font-weight: 650;
      letter-spacing: -.01em; margin: 2.2em 0 .7em; text-wrap: balance; }
    h1 { font-size: 2.1rem; margin-bottom: .9em; }
    h2 { font-size: 1.45rem; padding-top: .25em; }
    h3 { font-size: 1.15rem; }
    h4, h5, h6 { font-size: 1rem; }
    .anchor { margin-left: .4em; color: var(--soft); text-decoration: none; font-weight: 400;
      opacity: 0; }
    :is(h1, h2, h3, h4, h5, h6):hover .anchor, .anchor:focus { opacity: 1; }
    p, ul, ol, dl, blockquote { margin: 0 0 1.1em; }
    p, li { text-wrap: pretty; }
    ul, ol { padding-left: 1.5em; }
    li > ul, li > ol { margin-bottom: 0; }
    a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .17em; }
    a:hover { text-decoration-thickness: 2px; }
    blockquote { margin-left: 0; padding: .1em 0 .1em 1.1em; border-left: 3px solid var(--line);
      color: var(--soft); }
    blockquote > :last-child { margin-bottom: 0; }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2.5em 0; }
    code, kbd, samp, pre { font-family: var(--mono); font-size: .84em; }
    :not(pre) > code { background: var(--panel); padding: .12em .28em; border-radius: 4px; }
    pre { margin: 0; overflow-x: auto; line-height: 1.5; font-size: .8rem; tab-size: 4; }
    pre, .table, .math.display, .contents { scrollbar-width: thin;
      scrollbar-color: var(--line) transparent; }
    pre code { font-size: inherit; }
    img { max-width: 100%; height: auto; vertical-align: middle; }
    .image { font: .78rem/1.4 var(--sans); border: 1px solid var(--line); border-radius: 5px;
      padding: .12rem .5rem; background: var(--panel); color: inherit; }
    a > .image, a.image { color: var(--link); }
    .math.display { display: block; overflow-x: auto; overflow-y: hidden; padding: .2em 0;
      text-align: center; }
    .katex { font-size: 1.12em; }
    .katex-display { margin: .5em 0; }
    .table { overflow-x: auto; margin: 0 0 1.2em; }
    .rich .table { margin-left: -.85em; }
    table { border-collapse: collapse; font: .84rem/1.45 var(--sans);
      font-variant-numeric: tabular-nums; }
    th, td { padding: .38em .85em; border-bottom: 1px solid var(--line); text-align: left; }
    thead th { border-bottom: 2px solid var(--soft); font-weight: 600; }
    tbody tr:hover { background: var(--panel); }
    .left { text-align: left; } .center { text-align: center; } .right { text-align: right; }

    """

  private static let cells = """
    .cell { margin: 1.35em 0 1.6em calc(-1 * var(--gutter)); }
    article > .source, article > pre, li > pre { margin: 0 0 1.2em; }
    .input, .output { display: grid; grid-template-columns: var(--gutter) minmax(0, 1fr); }
    .prompt { font: .72rem/1.5 var(--mono); padding: .86rem .8rem 0 0; text-align: right;
      color: var(--in); user-select: none; white-space: nowrap; }
    .output .prompt { color: var(--out); padding-top: .5rem; }
    .source, article > pre, li > pre, blockquote > pre { position: relative; border-radius: 8px;
      background: var(--panel); border: 1px solid var(--line); }
    .source pre, article > pre, li > pre, blockquote > pre { padding: .8rem 1rem; }
    /* A shade at the right where code goes on; what covers it at the end scrolls with the code. */
    .source pre { border-radius: 8px; background:
      linear-gradient(to left, var(--panel) 40%, transparent) right / 2.5rem 100% no-repeat local,
      linear-gradient(to left, var(--shade), transparent) right / 1rem 100% no-repeat scroll; }
    .output { margin-top: .35rem; }
    .result > * { padding: .4rem 0 .4rem 1.05rem; }
    .result pre.error { background: var(--error-back); color: var(--error-text);
      border-left: 3px solid var(--error-line); border-radius: 0 6px 6px 0; margin: .25rem 0; }
    .rich > :last-child, .rich > p:last-child { margin-bottom: 0; }
    .rich .table { margin-bottom: 0; }
    .note { margin: 0; padding: 0 1rem .6rem; font: .74rem/1.4 var(--sans); color: var(--soft); }
    .copy { position: absolute; top: .45rem; right: .5rem; font: .72rem/1 var(--sans);
      color: var(--soft); background: var(--back); border: 1px solid var(--line);
      border-radius: 5px; padding: .38rem .55rem; cursor: pointer; opacity: 0;
      transition: opacity .12s; }
    .source:hover .copy, .copy:focus { opacity: 1; }
    .copy:hover { color: var(--text); border-color: var(--soft); }
    .k { color: var(--k); font-weight: 600; } .t { color: var(--t); } .s { color: var(--s); }
    .n { color: var(--n); } .c { color: var(--c); font-style: italic; } .a { color: var(--a); }
    @media (hover: none) { .copy { opacity: 1; } }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }

    """

  private static let narrow = """
    @media (max-width: 71.99rem) {
      .page, .page.with-contents { display: block; max-width: 57.5rem; margin: 0 auto; }
      main { padding-top: 1.75rem; }
      .contents { position: static; max-height: none; padding: 1.25rem 0 0; }
      .contents details { border: 1px solid var(--line); border-radius: 8px;
        padding: .6rem .9rem; }
      .contents summary { margin: 0; }
      .contents details[open] summary { margin-bottom: .5rem; }
    }
    @media (max-width: 44rem) {
      html { font-size: 100%; }
      .page { padding: 0 1rem; }
      h1 { font-size: 1.75rem; }
      article { padding-left: 0; }
      .cell { margin-left: 0; }
      .input, .output { display: block; }
      .prompt { text-align: left; padding: 0 0 .2rem .1rem; }
      .output .prompt { padding-top: .15rem; }
      .rich .table { margin-left: 0; }
      /* Plots side by side are read by scrolling. */
      p:has(> .wide) { overflow-x: auto; }
      .wide { max-width: none; width: 36rem; }
      .input .copy { top: -1.6rem; right: 0; padding: .38rem .1rem; background: none;
        border-color: transparent; }
      .result > * { padding-left: .1rem; }
      .result pre.error { padding-left: .7rem; }
    }

    """

  private static let paper = """
    @media print {
      :root { --back: #fff; --text: #000; --soft: #444; --line: #bbb; --panel: #f6f6f6;
        --link: #000; --in: #444; --out: #444; --error-back: #fff; --error-text: #000;
        --k: #7a1a74; --t: #174f70; --s: #8f1f15; --n: #231b9c; --c: #4b5863; --a: #634300; }
      @page { margin: 17mm 15mm; }
      html { font-size: 10.5pt; }
      .contents, .copy, .anchor, .skip, .pages { display: none; }
      .page, .page.with-contents { display: block; max-width: none; padding: 0; }
      main { padding: 0; }
      article { --gutter: 3.6rem; }
      article > :is(h1, h2, h3, h4, h5, h6, p, ul, ol, dl, blockquote) { max-width: none; }
      p, li { orphans: 3; widows: 3; }
      pre, .math.display { white-space: pre-wrap; overflow: visible; }
      /* A hundred characters to a line. */
      pre { font-size: .72rem; orphans: 4; widows: 4; }
      .prompt { font-size: .65rem; padding-right: .5rem; }
      .source, .result pre { box-decoration-break: clone; -webkit-box-decoration-break: clone; }
      .source pre { background: none; }
      .rich img { max-height: 8.5cm; }
      h1, h2, h3, h4, h5, h6, .input { break-after: avoid; }
      .output { break-before: avoid; }
      p:has(+ .cell), p:has(+ ul), p:has(+ ol), p:has(+ pre), p:has(+ .table) {
        break-after: avoid; }
      h1, h2, h3, h4, h5, h6, tr, img, .math.display { break-inside: avoid; }
    }
    """
}
