// Search and filters of the overview. Without this script the whole list is there, by district.
(() => {
  "use strict";
  const form = document.getElementById("find");
  if (!form) return;
  const outcome = document.getElementById("outcome");
  const reset = document.getElementById("reset");
  const jump = document.getElementById("jump");
  const other = document.getElementById("other-language");
  const groups = [...document.querySelectorAll(".group")];
  const choices = ["district", "category", "topic"].filter((name) => form.elements[name]);

  // Letters as people type them: without marks, ue for ü, ss for ß.
  const plain = (text) =>
    text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss")
      .normalize("NFD").replace(/\p{M}/gu, "");
  const entries = groups.flatMap((group) =>
    [...group.querySelectorAll(".entry")].map((element) => ({
      element,
      group,
      id: element.dataset.id,
      text: plain(`${element.textContent} ${element.dataset.words} ${group.querySelector("h2").textContent}`),
      district: element.dataset.districts.split(" "),
      category: element.dataset.categories.split(" "),
      topic: element.dataset.topics.split(" "),
    })),
  );
  const total = new Set(entries.map((entry) => entry.id)).size;

  function show() {
    const words = plain(form.elements.q.value).split(/\s+/).filter(Boolean);
    const chosen = choices.filter((name) => form.elements[name].value);
    const district = form.elements.district?.value ?? "";
    const found = new Set();
    for (const entry of entries) {
      const fits =
        words.every((word) => entry.text.includes(word)) &&
        chosen.every((name) => entry[name].includes(form.elements[name].value)) &&
        (!district || entry.group.dataset.key === district);
      entry.element.hidden = !fits;
      if (fits) found.add(entry.id);
    }
    for (const group of groups) group.hidden = !group.querySelector(".entry:not([hidden])");
    const all = !words.length && !chosen.length;
    const said = all ? outcome.dataset.all : found.size ? outcome.dataset.some : outcome.dataset.none;
    outcome.textContent = said.replace("{count}", found.size).replace("{total}", total);
    reset.hidden = all;
    remember();
  }

  // The choice is part of the address: it can be sent on, and is kept when the language is changed.
  function remember() {
    const query = new URLSearchParams();
    for (const name of ["q", ...choices]) if (form.elements[name].value) query.set(name, form.elements[name].value);
    const text = query.size ? `?${query}` : "";
    if (other) other.search = text;
    if (location.protocol !== "file:") history.replaceState(null, "", location.pathname + text + location.hash);
  }

  const query = new URLSearchParams(location.search);
  for (const name of ["q", ...choices]) if (query.get(name)) form.elements[name].value = query.get(name);
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // the browser would empty the fields only after this, and show() reads them
    for (const name of ["q", ...choices]) form.elements[name].value = "";
    show();
    form.elements.q.focus();
  });
  form.hidden = false;
  if (jump) jump.hidden = true;
  show();
})();
