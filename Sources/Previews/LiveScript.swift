/// The script of a preview: keeps the page what the server says it is, and sends what is asked for.
enum LiveScript {
  static let text =
    "(function () {\n\"use strict\";\n" + content + cells + controls + connection
    + "connect();\n})();"

  /// Blocks are replaced one by one; the first that is in sight stays where it is.
  private static let content = #"""
    const article = document.querySelector("article");
    const main = document.querySelector("main");
    const bar = document.querySelector(".bar");
    let blocks = [];

    function made(html) {
      const holder = document.createElement("article");
      holder.innerHTML = html;
      gradusEnhance(holder);
      return { html, nodes: [...holder.childNodes] };
    }

    function elementOf(block) {
      return block && block.nodes.find(node => node.nodeType === Node.ELEMENT_NODE);
    }

    function replace(start, count, htmls) {
      const fresh = htmls.map(made);
      const next = blocks.slice(start + count).flatMap(block => block.nodes)[0] || null;
      for (const block of blocks.splice(start, count, ...fresh)) {
        for (const node of block.nodes) node.remove();
      }
      for (const block of fresh) {
        for (const node of block.nodes) {
          article.insertBefore(node, next);
          if (node.nodeType !== Node.ELEMENT_NODE) continue;
          gradusMakeReachable(node);
          for (const image of node.querySelectorAll("img")) {
            if (!image.complete) image.addEventListener("load", hold, { once: true });
          }
        }
      }
    }

    function replaceAll(htmls) {
      const shorter = Math.min(blocks.length, htmls.length);
      let start = 0;
      while (start < shorter && blocks[start].html === htmls[start]) start += 1;
      let end = 0;
      while (end < shorter - start
        && blocks[blocks.length - 1 - end].html === htmls[htmls.length - 1 - end]) end += 1;
      if (blocks.length !== htmls.length) {
        replace(start, blocks.length - start - end, htmls.slice(start, htmls.length - end));
        return;
      }
      for (let index = start; index < htmls.length - end; index += 1) {
        if (blocks[index].html !== htmls[index]) replace(index, 1, [htmls[index]]);
      }
    }

    // What is to stay where it is, and where that is.
    let anchor = null;

    function setAnchor() {
      anchor = null;
      if (scrollY < 1) return;
      const top = bar.getBoundingClientRect().bottom;
      for (const [index, block] of blocks.entries()) {
        const element = elementOf(block);
        const box = element && element.getBoundingClientRect();
        // Of the first not only the last line is to be in sight.
        if (box && box.bottom > top + 30) {
          anchor = { element, index, left: blocks.length - index, top: box.top, y: scrollY };
          return;
        }
      }
    }

    function hold() {
      if (!anchor || Math.abs(scrollY - anchor.y) > 1) return;
      if (!anchor.element.isConnected) {
        const index = anchor.left > blocks.length / 2 ? anchor.index : blocks.length - anchor.left;
        anchor.element = elementOf(blocks[Math.max(0, Math.min(index, blocks.length - 1))]);
        if (!anchor.element) return;
      }
      const distance = anchor.element.getBoundingClientRect().top - anchor.top;
      if (Math.abs(distance) >= 0.5) scrollBy({ top: distance, behavior: "instant" });
      anchor.y = scrollY;
    }

    function focusedCell() {
      const section = document.activeElement && document.activeElement.closest("section.cell");
      return section && { id: section.id, isButton: document.activeElement !== section };
    }

    function changeContent(change) {
      setAnchor();
      const focused = focusedCell();
      change();
      showCells();
      hold();
      if (!focused || document.activeElement !== document.body) return;
      const section = sections().find(section => section.id === focused.id);
      const target = section && (focused.isButton ? section.querySelector(".mark button") : section);
      if (target) target.focus({ preventScroll: true });
    }

    function showContents(html) {
      const old = document.querySelector(".page > .contents");
      const isOpen = old
        ? old.querySelector("details").open : matchMedia("(min-width: 72rem)").matches;
      if (old) old.remove();
      const holder = document.createElement("div");
      holder.innerHTML = html;
      const list = holder.firstElementChild;
      if (!list) return;
      list.querySelector("details").open = isOpen;
      main.before(list);
    }


    """#

  /// Each cell has a line that says what is going on with it.
  private static let cells = #"""
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

  /// The bar, and keys.
  private static let controls = #"""
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
      else if (status.isRunning) parts.push("preparing");
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

  /// The socket, which is opened anew whenever it closes.
  private static let connection = #"""
    let socket = null;
    let version = 0;
    let pause = 200;
    let hasContent = false;
    const state = bar.querySelector(".connection");
    const place = "gradus-place:" + location.pathname;
    history.scrollRestoration = "manual";

    function isOpen() {
      return socket !== null && socket.readyState === WebSocket.OPEN;
    }

    function send(request) {
      if (isOpen()) socket.send(JSON.stringify(request));
    }

    function setConnection(name, text) {
      state.dataset.state = name;
      setText(state, text);
      showCells();
      showStatus();
    }

    function connect() {
      let wasOpen = false;
      socket = new WebSocket("ws://" + location.host + location.pathname);
      socket.addEventListener("open", () => {
        wasOpen = true;
        pause = 200;
        setConnection("connected", "connected");
      });
      socket.addEventListener("message", event => receive(JSON.parse(event.data)));
      socket.addEventListener("close", async () => {
        setConnection("lost", "not connected");
        if (!wasOpen) await explain();
        setTimeout(connect, pause);
        pause = Math.min(2000, pause * 2);
      });
    }

    async function explain() {
      try {
        const answer = await fetch(location.pathname, { method: "HEAD", redirect: "manual" });
        if (answer.status === 403) {
          setText(state, "started anew: open the address that gradus printed");
        } else if (answer.status === 404) {
          setText(state, "this notebook is not there any more");
        }
      } catch {
        setText(state, "not connected: is 'gradus preview' running?");
      }
    }

    function receive(update) {
      if (update.base !== undefined && update.base !== version) {
        send({ command: "refresh" });
        return;
      }
      version = update.version;
      if (update.title !== undefined) title = update.title;
      if (update.contents !== undefined) showContents(update.contents);
      if (update.cells) cells = update.cells;
      if (update.status) status = update.status;
      if (update.blocks || update.splices) {
        changeContent(() => {
          if (update.blocks) replaceAll(update.blocks);
          for (const splice of update.splices || []) {
            replace(splice.start, splice.count, splice.blocks);
          }
        });
      } else {
        showCells();
      }
      showStatus();
      document.documentElement.dataset.version = version;
      if (!hasContent) restorePlace();
      hasContent = true;
    }

    addEventListener("pagehide", () => {
      setAnchor();
      const { index, top } = anchor || {};
      sessionStorage.setItem(place, JSON.stringify(anchor ? { index, top } : null));
    });

    function restorePlace() {
      const target = location.hash && document.getElementById(
        decodeURIComponent(location.hash.slice(1)));
      const saved = JSON.parse(sessionStorage.getItem(place) || "null");
      const [entry] = performance.getEntriesByType("navigation");
      const element = saved && entry && entry.type !== "navigate" && elementOf(blocks[saved.index]);
      if (element) {
        anchor = { element, index: saved.index, left: 0, top: saved.top, y: scrollY };
        hold();
      } else if (target) {
        target.scrollIntoView({ behavior: "instant" });
      }
    }


    """#
}
