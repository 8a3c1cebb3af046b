extension LiveScript {
  /// The bar, and keys.
  static let controls = #"""
    let title = document.title;
    let status = { isRunning: false, canRecord: false };
    const summary = bar.querySelector(".summary");
    const trouble = document.querySelector(".trouble");
    const up = bar.querySelector(".up");
    if (up && location.pathname === "/") up.hidden = true;

    function setText(element, text) {
      // What is the same is not read aloud again.
      if (element.textContent !== text) element.textContent = text;
    }

    function showStatus() {
      const count = status => cells.filter(cell => cell.status === status).length;
      const running = cells.findIndex(cell => cell.status === "running");
      const parts = [];
      if (running >= 0) parts.push(`running cell ${running + 1} of ${cells.length}`);
      else if (status.isRunning) parts.push("working");
      else {
        for (const [name, text] of [
          ["failed", "failed"], ["drifted", "differ"], ["done", "done"], ["notRun", "not run"]
        ]) if (count(name)) parts.push(`${count(name)} ${text}`);
      }
      if (status.message) parts.push(status.message);
      setText(summary, parts.join(" · "));
      const sign = status.isRunning ? "▶ " : count("failed") || status.problem ? "✗ " : "";
      if (document.title !== sign + title) document.title = sign + title;
      const html = status.problem || "";
      if (trouble.dataset.html !== html) {
        trouble.dataset.html = html;
        trouble.innerHTML = html;
      }
      trouble.hidden = !html;
      const isEnabled = {
        runAll: cells.length > 0 && !status.problem, interrupt: status.isRunning,
        record: status.canRecord && !status.isRunning
      };
      for (const button of bar.querySelectorAll("[data-command]")) {
        button.disabled = !isOpen() || !isEnabled[button.dataset.command];
        button.hidden = cells.length === 0;
      }
    }

    function runFrom(section) {
      send({ command: "run", cell: indexOf(section) });
    }

    function currentCell() {
      const focused = document.activeElement && document.activeElement.closest("section.cell");
      if (focused) return focused;
      const top = bar.getBoundingClientRect().bottom;
      return sections().find(section => section.getBoundingClientRect().bottom > top);
    }

    function move(step) {
      const all = sections();
      const current = all.indexOf(currentCell());
      const isFocused = current >= 0 && all[current].contains(document.activeElement);
      const target = all[isFocused || step < 0 ? current + step : current];
      if (!target) return;
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "start" });
    }

    for (const button of bar.querySelectorAll("[data-command]")) {
      button.addEventListener("click", () => send({ command: button.dataset.command }));
    }
    const help = bar.querySelector(".help");
    help.addEventListener("click", () => {
      const keys = document.getElementById("keys");
      keys.hidden = !keys.hidden;
      help.setAttribute("aria-expanded", String(!keys.hidden));
    });
    addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const press = name => bar.querySelector(`[data-command="${name}"]`).click();
      switch (event.key) {
        case "r": press("runAll"); break;
        case "i": press("interrupt"); break;
        case "w": press("record"); break;
        case "f": { const cell = currentCell(); if (cell) runFrom(cell); break; }
        case "j": move(1); break;
        case "k": move(-1); break;
        case "?": help.click(); break;
        default: return;
      }
      event.preventDefault();
    });


    """#
}
