/// The script of a page. Everything is there without it; it adds comfort and sets formulas.
enum PageScript {
  static let text = #"""
    (function () {
      "use strict";

    """# + enhancement + #"""

        gradusEnhance(document);
        gradusMakeReachable(document);
        const contents = document.querySelector(".contents details");
        if (contents && !matchMedia("(min-width: 72rem)").matches) contents.open = false;
      })();
      """#

  /// Defines what makes a part of a page comfortable, and behind that, when it is laid out, what
  /// makes frames that scroll reachable by the keyboard.
  static let enhancement = #"""
    function gradusEnhance(root) {
      for (const source of root.querySelectorAll(".cell .source, article > pre")) {
        const pre = source.matches("pre") ? source : source.querySelector("pre");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "copy";
        button.textContent = "Copy";
        button.setAttribute("aria-label", "Copy this code");
        button.addEventListener("click", async () => {
          let done = "Copied";
          try {
            const code = pre.cloneNode(true);
            for (const problem of code.querySelectorAll(".problem")) problem.remove();
            await navigator.clipboard.writeText(code.textContent);
          } catch {
            const range = document.createRange();
            range.selectNodeContents(pre);
            const selection = getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
            if (!document.execCommand("copy")) done = "Selected";
          }
          button.textContent = done;
          setTimeout(() => { button.textContent = "Copy"; }, 1500);
        });
        if (source === pre) {
          const frame = document.createElement("div");
          frame.className = "source";
          pre.replaceWith(frame);
          frame.append(pre, button);
        } else {
          source.append(button);
        }
      }
      const katex = window.katex;
      if (katex && typeof katex.render === "function") {
        for (const place of root.querySelectorAll(".math")) {
          const text = place.textContent;
          const width = place.classList.contains("display") ? 2 : 1;
          try {
            katex.render(text.slice(width, -width), place, {
              displayMode: width === 2, throwOnError: false, trust: false, strict: false
            });
          } catch {
            place.textContent = text;
          }
        }
      }
    }
    function gradusMakeReachable(root) {
      for (const frame of root.querySelectorAll("pre, .table, .display, p:has(> .wide)")) {
        if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      }
    }
    """#
}
