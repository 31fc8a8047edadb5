// On every page: the key "/" leads to the search, unless the reader has turned that off.
//
// A key of one letter can be pressed by mistake, and by whoever speaks to their computer, so it must
// be possible to do without it (WCAG 2.1.4). The choice is kept in the reader's own browser.
"use strict";

(function () {
  const KEPT_AS = "lagesbild.snedstreck", OFF = "av";

  // Some browsers keep nothing for pages in a folder, and say so by an error.
  function isOff() {
    try {
      return localStorage.getItem(KEPT_AS) === OFF;
    } catch {
      return false;
    }
  }

  function keep(isOn) {
    try {
      if (isOn) localStorage.removeItem(KEPT_AS);
      else localStorage.setItem(KEPT_AS, OFF);
    } catch {
      // Then it holds on no other page.
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    const field = document.querySelector("#_sokord, #_hitta");
    if (!field || field.form.hidden) return;
    event.preventDefault();
    // On a narrow screen the header has room for the button alone.
    if (field.getClientRects().length) field.select();
    else field.form.submit();
  });

  const choice = document.querySelector("#_snedstreck");
  if (choice) {
    choice.checked = !isOff();
    choice.closest("[hidden]").hidden = false;
    choice.addEventListener("change", () => keep(choice.checked));
  }
})();
