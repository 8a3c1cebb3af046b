/// The script of a page. Everything is there without it; it adds comfort and sets formulas.
enum PageScript {
  static let text = #"""
    (function () {
      "use strict";
      for (const source of document.querySelectorAll(".cell .source, article > pre")) {
        const pre = source.matches("pre") ? source : source.querySelector("pre");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "copy";
        button.textContent = "Copy";
        button.setAttribute("aria-label", "Copy this code");
        button.addEventListener("click", async () => {
          let done = "Copied";
          try {
            await navigator.clipboard.writeText(pre.textContent);
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
        for (const place of document.querySelectorAll(".math")) {
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
      for (const frame of document.querySelectorAll("pre, .table, .display, p:has(> .wide)")) {
        if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      }
      const contents = document.querySelector(".contents details");
      if (contents && !matchMedia("(min-width: 72rem)").matches) contents.open = false;
    })();
    """#
}
