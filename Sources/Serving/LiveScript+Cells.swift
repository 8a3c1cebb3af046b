extension LiveScript {
  /// Each cell has a line that says what is going on with it.
  static let cells = #"""
    let cells = [];
    const words = {
      notRun: "not run", queued: "queued", running: "running", done: "done", failed: "failed",
      drifted: "differs from the record"
    };

    function sections() {
      return [...article.querySelectorAll("section.cell")];
    }

    function indexOf(section) {
      return Number(section.id.slice("cell-".length)) - 1;
    }

    function duration(seconds) {
      if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
      if (seconds < 60) return `${seconds.toFixed(1)} s`;
      return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
    }

    function element(name, className, text) {
      const element = document.createElement(name);
      element.className = className;
      if (text !== undefined) element.textContent = text;
      return element;
    }

    function newMark(section) {
      const mark = element("div", "mark");
      const button = element("button", "from", "Run from here");
      button.type = "button";
      button.title = "Run this cell and those below it again (f)";
      button.addEventListener("click", () => runFrom(section));
      mark.append(
        element("span", "label"), element("progress", ""), element("span", "state"),
        element("span", "time"), button);
      section.prepend(mark);
      section.tabIndex = -1;
      return mark;
    }

    function showCells() {
      for (const section of sections()) {
        const cell = cells[indexOf(section)];
        let mark = section.firstElementChild;
        if (!mark || !mark.classList.contains("mark")) mark = newMark(section);
        const key = JSON.stringify(cell || null) + isOpen();
        if (mark.dataset.key === key) continue;
        mark.dataset.key = key;
        mark.hidden = !cell;
        mark.querySelector("button").disabled = !isOpen();
        if (!cell) continue;
        section.dataset.status = cell.status;
        const state = words[cell.status] + (cell.reason ? ": " + cell.reason : "");
        mark.querySelector(".state").textContent = state;
        const time = mark.querySelector(".time");
        time.textContent = cell.time === undefined ? "" : duration(cell.time);
        if (cell.status === "running") {
          time.dataset.since = performance.now() - (cell.time || 0) * 1000;
        } else {
          delete time.dataset.since;
        }
        const progress = mark.querySelector("progress");
        progress.hidden = cell.status !== "running" || cell.label === undefined;
        if (cell.fraction === undefined) progress.removeAttribute("value");
        else progress.value = cell.fraction;
        const label = cell.status === "running" && cell.label || "";
        mark.querySelector(".label").textContent = label;
        progress.setAttribute("aria-label", label || "progress");
      }
    }

    setInterval(() => {
      for (const time of article.querySelectorAll(".time[data-since]")) {
        time.textContent = duration((performance.now() - time.dataset.since) / 1000);
      }
    }, 100);


    """#
}
