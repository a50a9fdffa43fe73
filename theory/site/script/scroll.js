// Boxes that are wider than the screen: they fade where more of them is to be
// seen, and start with their line of reference in view.
(function () {
  "use strict";
  var BOXES = ".plot, .scroll, pre, .katex-display";

  function mark(box) {
    var rest = box.scrollWidth - box.clientWidth;
    box.classList.toggle("more-before", rest > 1 && box.scrollLeft > 1);
    box.classList.toggle("more-after", rest > 1 && box.scrollLeft < rest - 1);
  }

  // A figure's upright dashed line is what its story is about.
  function showReference(box) {
    var rest = box.scrollWidth - box.clientWidth;
    if (rest <= 1) return;
    var frame = box.getBoundingClientRect();
    var line = Array.from(box.querySelectorAll("svg path")).find(function (path) {
      if (!/reference/.test(path.getAttribute("stroke") || "")) return false;
      var size = path.getBoundingClientRect();
      return size.width < 2 && size.height > 20;
    });
    if (!line) return;
    var at = line.getBoundingClientRect().left - frame.left + box.scrollLeft;
    if (at > box.clientWidth - 40) box.scrollLeft = at - box.clientWidth / 2;
  }

  var boxes = Array.from(document.querySelectorAll(BOXES));
  var sizes = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) { mark(entry.target); });
  });
  boxes.forEach(function (box) {
    showReference(box);
    mark(box);
    sizes.observe(box);
    box.addEventListener("scroll", function () { mark(box); }, { passive: true });
  });
})();
