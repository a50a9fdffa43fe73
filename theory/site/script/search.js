// Search: "s" or "/" or the button. The index and lunr are fetched as classic
// scripts when first asked for, because a page from disk may not fetch().
(function () {
  "use strict";
  var MOST = 12;
  var dialog = document.getElementById("search");
  var words = document.getElementById("search-words");
  var count = document.getElementById("search-count");
  var results = document.getElementById("search-results");
  var engine = null;

  function load(source) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = source;
      script.onload = resolve;
      script.onerror = function () { reject(new Error(source)); };
      document.head.append(script);
    });
  }

  // Other words for what a section says, as one text (assemble/synonyms.js).
  function otherWords(section) {
    return section.also.map(function (entry) { return entry[0]; }).join(" ");
  }

  function build() {
    var sections = window.wbmSections;
    return window.lunr(function () {
      this.field("title", { boost: 8 });
      this.field("page", { boost: 2 });
      this.field("text");
      this.field("also");
      this.metadataWhitelist = ["position"];
      sections.forEach(function (section, i) {
        this.add({ id: i, title: section.title, page: section.page,
                   text: section.text, also: otherWords(section) });
      }, this);
    });
  }

  function ready() {
    if (!engine) {
      engine = load("search_index.js").then(function () {
        return load("lunr.js");
      }).then(build);
    }
    return engine;
  }

  // Every word as it is, as a beginning, and with one letter wrong.
  function ask(index, text) {
    var lunr = window.lunr;
    return index.query(function (query) {
      lunr.tokenizer(text).forEach(function (token) {
        var term = token.toString();
        query.term(term, { boost: 10, usePipeline: true });
        query.term(term, { boost: 3, usePipeline: false,
                           wildcard: lunr.Query.wildcard.TRAILING });
        if (term.length > 4) query.term(term, { editDistance: 1, usePipeline: false });
      });
    });
  }

  function firstPosition(found, field) {
    var first = null;
    Object.values(found.matchData.metadata).forEach(function (fields) {
      (fields[field] ? fields[field].position : []).forEach(function (at) {
        if (!first || at[0] < first[0]) first = at;
      });
    });
    return first;
  }

  // Where the section says what was asked for in another word.
  function placeOfTerm(section, found) {
    var at = firstPosition(found, "also");
    var end = 0;
    var entry = at && section.also.find(function (other) {
      end += other[0].length + 1;
      return at[0] < end;
    });
    return entry ? [entry[1], entry[2]] : null;
  }

  // About twenty words around the first hit, with the hit marked.
  function snippet(text, at) {
    var span = document.createElement("span");
    span.className = "snippet";
    if (!at) {
      span.textContent = text.slice(0, 140) + (text.length > 140 ? "…" : "");
      return span;
    }
    var from = Math.max(0, text.lastIndexOf(" ", Math.max(0, at[0] - 60)));
    var to = Math.min(text.length, at[0] + at[1] + 90);
    var mark = document.createElement("mark");
    mark.textContent = text.substr(at[0], at[1]);
    span.append((from > 0 ? "…" : "") + text.slice(from, at[0]), mark,
                text.slice(at[0] + at[1], to) + (to < text.length ? "…" : ""));
    return span;
  }

  function line(found) {
    var section = window.wbmSections[Number(found.ref)];
    var item = document.createElement("li");
    var link = document.createElement("a");
    var where = document.createElement("span");
    where.className = "where";
    where.textContent = section.title === section.page
      ? section.page : section.page + " › " + section.title;
    link.href = section.href;
    link.append(where, snippet(
      section.text, firstPosition(found, "text") || placeOfTerm(section, found)));
    link.addEventListener("click", function () { dialog.close(); });
    item.append(link);
    return item;
  }

  function show(index) {
    var text = words.value.trim();
    var found = text ? ask(index, text) : [];
    results.replaceChildren.apply(results, found.slice(0, MOST).map(line));
    count.textContent = !text ? "" :
      found.length === 0 ? "Nothing found." :
      found.length > MOST ? "The best " + MOST + " of " + found.length + " sections." :
      found.length === 1 ? "One section." : found.length + " sections.";
  }

  function search() {
    ready().then(show, function (error) {
      count.textContent = "The search index could not be read: " + error.message;
    });
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    words.select();
    ready();
  }

  function step(event) {
    var links = Array.from(results.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
    else if (event.key === "ArrowUp" && at > 0) links[at - 1].focus();
    else if (event.key === "ArrowUp") words.focus();
    else if (event.key === "Enter" && event.target === words && links[0]) links[0].click();
    else return;
    event.preventDefault();
  }

  words.addEventListener("input", search);
  dialog.addEventListener("keydown", step);
  dialog.querySelector("form").addEventListener("submit", function (event) {
    if (event.submitter === null || event.submitter.value !== "close") event.preventDefault();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" && event.key !== "s") return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    open();
  });
  var button = document.getElementById("search-button");
  button.addEventListener("click", open);
  button.hidden = false;
})();
