extension LiveScript {
  /// Blocks are replaced one by one; the first that is in sight stays where it is.
  static let content = #"""
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

    // What is new comes first: a page that gets shorter in between would be scrolled.
    function replace(start, count, htmls) {
      const fresh = htmls.map(made);
      const next = blocks.slice(start + count).flatMap(block => block.nodes)[0] || null;
      for (const block of fresh) {
        for (const node of block.nodes) article.insertBefore(node, next);
      }
      for (const block of blocks.splice(start, count, ...fresh)) {
        for (const node of block.nodes) node.remove();
      }
      for (const element of fresh.flatMap(block => block.nodes)) {
        if (element.nodeType !== Node.ELEMENT_NODE) continue;
        for (const image of element.querySelectorAll("img")) {
          if (!image.complete) image.addEventListener("load", holdAgain, { once: true });
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
      if (!anchor) return;
      if (!anchor.element.isConnected) {
        const index = anchor.left > blocks.length / 2 ? anchor.index : blocks.length - anchor.left;
        anchor.element = elementOf(blocks[Math.max(0, Math.min(index, blocks.length - 1))]);
        if (!anchor.element) return;
      }
      const distance = anchor.element.getBoundingClientRect().top - anchor.top;
      if (Math.abs(distance) >= 0.5) scrollBy({ top: distance, behavior: "instant" });
      anchor.y = scrollY;
    }

    // Unless the reader has scrolled since.
    function holdAgain() {
      if (anchor && Math.abs(scrollY - anchor.y) <= 1) hold();
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
      gradusMakeReachable(article);
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
      document.querySelector(".page").classList.toggle("with-contents", list !== null);
      if (!list) return;
      list.querySelector("details").open = isOpen;
      main.before(list);
    }


    """#
}
