// Marks in the contents the section that is being read.
(function () {
  "use strict";
  var links = new Map();
  document.querySelectorAll('.contents a[href^="#"]').forEach(function (link) {
    links.set(link.getAttribute("href").slice(1), link);
  });
  if (links.size === 0 || !("IntersectionObserver" in window)) return;
  var heads = Array.from(links.keys(), function (id) {
    return document.getElementById(id);
  }).filter(Boolean);

  function mark() {
    var line = window.innerHeight / 3;
    var here = null;
    heads.forEach(function (head) {
      if (head.getBoundingClientRect().top < line) here = head.id;
    });
    links.forEach(function (link, id) {
      if (id === here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  }

  var observer = new IntersectionObserver(mark, {
    rootMargin: "0px 0px -66% 0px"
  });
  heads.forEach(function (head) { observer.observe(head); });
})();
