/// How a preview looks besides what all pages look like.
enum LiveStylesheet {
  static let text = colors + bar + cells

  private static let colors = """
    :root { --done: #1a6b3c; --run: #0a58a8; --drift: #7a5200; --drift-line: #c99a3a; }
    @media (prefers-color-scheme: dark) {
      :root { --done: #7ccf9b; --run: #79b8ff; --drift: #f0c060; --drift-line: #9a7426; }
    }

    """

  private static let bar = """
    html { scroll-padding-top: 3.6rem; overflow-anchor: none; }
    .bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .35rem .6rem;
      align-items: center; padding: .4rem 1.25rem; background: var(--back);
      font: .8rem/1.4 var(--sans); }
    .bar button, .mark button { font: inherit; color: var(--text); background: var(--panel);
      border: 1px solid var(--line); border-radius: 5px; padding: .15rem .6rem; cursor: pointer; }
    .bar button:hover:enabled, .mark button:hover:enabled { border-color: var(--soft); }
    .bar button:disabled, .mark button:disabled { color: var(--soft); cursor: default; }
    .bar [hidden] { display: none; }
    .summary { flex: 1; color: var(--soft); min-width: 0; }
    .connection { color: var(--soft); }
    .connection::before { content: "● "; color: var(--drift-line); }
    .connection[data-state="connected"]::before { color: var(--done); }
    .connection[data-state="lost"]::before { color: var(--error-line); }
    .contents { top: 2.6rem; max-height: calc(100vh - 2.6rem); padding-top: 1.6rem; }
    #keys { margin: 0; padding: .6rem 1.25rem; display: flex; flex-wrap: wrap; gap: .2rem 1.6rem;
      font: .8rem/1.5 var(--sans); border-bottom: 1px solid var(--line); }
    #keys[hidden], .trouble[hidden] { display: none; }
    #keys div { display: flex; gap: .5rem; }
    #keys dd { margin: 0; color: var(--soft); }
    .trouble { position: sticky; top: 2.5rem; z-index: 1; padding: .6rem 1.25rem;
      background: var(--error-back); color: var(--error-text);
      border-bottom: 1px solid var(--error-line); font: .85rem/1.5 var(--sans);
      max-height: 40vh; overflow: auto; }
    .trouble pre { padding: .2rem 0; font-size: .8rem; }
    ul.notebooks { padding: 0; list-style: none; font: 1rem/1.5 var(--sans); }
    ul.notebooks li { padding: .3rem 0; }
    ul.notebooks small { color: var(--soft); margin-left: .5rem; }

    """

  private static let cells = """
    .cell:focus { outline: none; }
    .cell:focus .source { outline: 2px solid var(--link); outline-offset: 2px; }
    .mark { display: flex; gap: .6rem; align-items: center; justify-content: flex-end;
      min-height: 1.5rem; margin: 0 0 .2rem var(--gutter); color: var(--soft);
      font: .72rem/1.4 var(--sans); font-variant-numeric: tabular-nums; }
    .mark .state::before { content: "○ "; }
    .mark progress { width: 7rem; height: .5rem; accent-color: var(--run); }
    .mark .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .mark button { padding: 0 .45rem; opacity: .0; }
    .cell:hover .mark button, .cell:focus-within .mark button, .mark button:focus { opacity: 1; }
    .cell[data-status="running"] .state { color: var(--run); }
    .cell[data-status="running"] .state::before { content: "▶ "; }
    .cell[data-status="running"] .source { border-color: var(--run); }
    .cell[data-status="done"] .state { color: var(--done); }
    .cell[data-status="done"] .state::before { content: "✓ "; }
    .cell[data-status="failed"] .state { color: var(--error-text); }
    .cell[data-status="failed"] .state::before { content: "✗ "; }
    .cell[data-status="failed"] .source { border-color: var(--error-line); }
    .cell[data-status="drifted"] .state { color: var(--drift); }
    .cell[data-status="drifted"] .state::before { content: "≠ "; }
    .cell[data-status="drifted"] .source { border-color: var(--drift-line); }
    .problem { color: var(--error-text); background: var(--error-back); font-weight: 400;
      font-style: normal; white-space: pre-wrap; overflow-wrap: anywhere; }
    .problem.warning { color: var(--drift); background: none; }
    .problem.note { color: var(--soft); background: none; }
    .problem .margin { visibility: hidden; }
    .compared { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; }
    .compared > * { flex: 1 1 18rem; min-width: 0; }
    .compared .side { margin: .4rem 0 0 1.05rem; font: .72rem/1.4 var(--sans); color: var(--soft); }
    .compared .record { border-left: 2px dashed var(--drift-line); }
    @media (hover: none) { .mark button { opacity: 1; } }
    @media (max-width: 44rem) {
      .mark { margin: 0 0 .6rem; }
      .summary { flex: 1 0 100%; order: 1; }
    }
    @media print { .bar, .mark, #keys, .trouble { display: none; } }
    """
}
