// A box that scrolls can be reached by keyboard; one that does not need not.
(function () {
  "use strict";
  var boxes = document.querySelectorAll(".plot, .scroll, pre, .katex-display");

  function mark() {
    boxes.forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }

  window.addEventListener("resize", mark);
  window.addEventListener("load", mark);
  mark();
})();
