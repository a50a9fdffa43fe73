// A button in the caption row of every listing that copies its code.
(function () {
  "use strict";

  function copied(button) {
    button.textContent = "Copied";
    window.setTimeout(function () {
      button.textContent = "Copy";
    }, 1500);
  }

  // Without the clipboard's permission the old way still works.
  function copyBySelection(text) {
    var area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }

  function copy(button, text) {
    navigator.clipboard.writeText(text).then(
      function () { copied(button); },
      function () { if (copyBySelection(text)) copied(button); });
  }

  document.querySelectorAll(".listing, .command").forEach(function (listing) {
    var row = listing.querySelector("figcaption") || listing;
    var code = listing.querySelector("pre code, pre");
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy this listing");
    button.addEventListener("click", function () {
      copy(button, code.textContent);
    });
    row.append(button);
  });
})();
