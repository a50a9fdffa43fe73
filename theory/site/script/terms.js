// What a term means, beside it, when it is pointed at or has the focus. The
// definitions are the glossary's; they are read when first asked for. The
// note stays while the pointer is on it, and Escape closes it.
(function () {
  "use strict";
  var note = null;
  var shown = null;  // the link that the note is for
  var wait = 0;
  var definitions = null;

  function load() {
    if (!definitions) {
      definitions = new Promise(function (resolve) {
        var script = document.createElement("script");
        script.src = "definitions.js";
        script.onload = function () { resolve(window.wbmDefinitions); };
        script.onerror = function () { resolve({}); };
        document.head.append(script);
      });
    }
    return definitions;
  }

  function hide() {
    clearTimeout(wait);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    note.hidden = true;
    shown = null;
  }

  function later(what, ms) {
    clearTimeout(wait);
    wait = setTimeout(what, ms);
  }

  function makeNote() {
    note = document.createElement("div");
    note.id = "term-note";
    note.className = "term-note";
    note.setAttribute("role", "tooltip");
    note.hidden = true;
    note.addEventListener("pointerenter", function () { clearTimeout(wait); });
    note.addEventListener("pointerleave", function () { later(hide, 250); });
    document.body.append(note);
  }

  // Below the term, or above it where there is no room.
  function place(link) {
    var at = link.getClientRects()[0];
    var width = document.documentElement.clientWidth;
    note.style.left = "0";
    var own = note.getBoundingClientRect();
    var left = Math.min(Math.max(at.left, 8), width - own.width - 8);
    var below = at.bottom + 6 + own.height < window.innerHeight;
    var top = below ? at.bottom + 6 : at.top - own.height - 6;
    note.style.left = left + window.scrollX + "px";
    note.style.top = top + window.scrollY + "px";
  }

  function show(link) {
    load().then(function (all) {
      var text = all[decodeURIComponent(link.hash.slice(1))];
      if (!text) return;
      if (!note) makeNote();
      hide();
      note.innerHTML = text;
      note.hidden = false;
      shown = link;
      link.setAttribute("aria-describedby", note.id);
      place(link);
    });
  }

  document.querySelectorAll("a.term").forEach(function (link) {
    link.addEventListener("pointerenter", function (event) {
      if (event.pointerType === "mouse") later(function () { show(link); }, 250);
    });
    link.addEventListener("pointerleave", function () { later(hide, 250); });
    link.addEventListener("focus", function () { show(link); });
    link.addEventListener("blur", hide);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });
})();
