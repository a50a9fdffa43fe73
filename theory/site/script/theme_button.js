// The button that goes from light to dark and back, and is remembered.
(function () {
  "use strict";
  var root = document.documentElement;
  var button = document.getElementById("theme");

  function current() {
    if (root.dataset.theme) return root.dataset.theme;
    var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    return dark ? "dark" : "light";
  }

  function name() {
    button.textContent = current() === "dark" ? "Light" : "Dark";
    button.setAttribute(
      "aria-label",
      current() === "dark" ? "Use the light theme" : "Use the dark theme");
  }

  button.addEventListener("click", function () {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("wbm-theme", root.dataset.theme);
    } catch (error) {
      // It holds for this page, then.
    }
    name();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();
  button.hidden = false;
})();
