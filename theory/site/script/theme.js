// The theme that was chosen, before anything is drawn. Runs in the head.
(function () {
  "use strict";
  var kept = null;
  try {
    kept = localStorage.getItem("wbm-theme");
  } catch (error) {
    // Storage is refused: the system's theme it is.
  }
  if (kept === "light" || kept === "dark") {
    document.documentElement.dataset.theme = kept;
  }
})();
