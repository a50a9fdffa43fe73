// Keys: left and right turn the page, "?" lists the keys. ("s" and "/" are in
// search.js.) A key that is meant for a field or a widget is left alone.
(function () {
  "use strict";
  var help = document.getElementById("keys");

  function taken(event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey ||
        event.metaKey) {
      return true;
    }
    return Boolean(event.target.closest(
      "input, textarea, select, [contenteditable], [role=slider], " +
      "[role=grid], .widget, [data-widget], .plot, .scroll, pre, dialog"));
  }

  function turn(rel) {
    var link = document.querySelector("link[rel=" + rel + "]");
    if (link) window.location.href = link.href;
  }

  document.addEventListener("keydown", function (event) {
    if (taken(event)) return;
    if (event.key === "ArrowLeft") turn("prev");
    if (event.key === "ArrowRight") turn("next");
    if (event.key === "?") {
      event.preventDefault();
      help.showModal();
    }
  });
  help.querySelector(".close").addEventListener("click", function () {
    help.close();
  });
  var button = document.getElementById("keys-button");
  button.addEventListener("click", function () { help.showModal(); });
  button.hidden = false;
})();
