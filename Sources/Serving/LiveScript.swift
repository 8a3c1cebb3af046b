/// The script of a preview: keeps the page what the server says it is, and sends what is asked for.
enum LiveScript {
  static let text =
    "(function () {\n\"use strict\";\n" + content + cells + controls + connection
    + "connect();\n})();"

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
