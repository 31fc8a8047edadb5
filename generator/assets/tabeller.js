// On every page: says what the parts of a table are.
//
// On a narrow screen the style sheet shows a row as a block, and some browsers then forget that it is
// a row. Said in the page it would be a twentieth of it. Without a script no table is shown as blocks.
"use strict";

(function () {
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

  for (const part of document.querySelectorAll(".lb-stack, .lb-stack :is(thead, tbody, tr, th, td)")) {
    const ofRow = part.scope?.startsWith("row");
    part.setAttribute("role", ROLES[part.tagName] ?? (ofRow ? "rowheader" : "columnheader"));
  }
})();
