// The controls of a form: what they hold, their rows, and what is wrong shown beside each and first of all.
function byId(id) {
  return document.getElementById(id);
}

function element(kind, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(kind);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

// `of` is said with its text to whoever hears the button alone.
function button(text, act, of) {
  const made = element("button", { type: "button", class: "lb-button", text });
  if (of) made.setAttribute("aria-label", `${text}: ${of}`);
  made.addEventListener("click", act);
  return made;
}

function controlOf(field) {
  return byId(`_${field.replaceAll(" ", "-")}`);
}

function tellChoice(control) {
  const about = byId(`${control.id}-om`), chosen = control.selectedOptions?.[0]?.dataset.about;
  if (about) about.textContent = chosen || about.dataset.about || "";
}

function labelOf(field) {
  return controlOf(field).labels[0].textContent.replace(/[?:]$/, "");
}

function goTo(field) {
  const control = controlOf(field);
  const fold = control.closest("details");
  if (fold) fold.open = true;
  control.focus();
}

function put(into, [key, ...rest], value) {
  if (!rest.length) into[key] = value;
  else put(into[key] ??= /^\d+$/.test(rest[0]) ? [] : {}, rest, value);
}

// `update` is called when a row has gone.
function makeFields(form, faults, update) {
  // What is hidden is no part of it, but `isWhole` keeps it while it is written.
  function read(clean, isWhole) {
    const found = {};
    for (const control of form.elements)
      if (control.name && (isWhole || !control.closest("[hidden]")))
        put(found, control.name.split("."), clean(control));
    return found;
  }

  function addRow(key, values = {}) {
    const rows = form.querySelector(`[data-rows="${key}"]`), number = rows.children.length;
    const row = controlOf(`mall-${key}`).content.firstElementChild.cloneNode(true);
    renumber(row, number);
    for (const control of row.querySelectorAll("[name]:not([type=checkbox])")) control.value = values[control.name.split(".")[2]] || "";
    rows.append(row);
    row.querySelector("[data-remove]").addEventListener("click", () => removeRow(rows, row));
    return row;
  }

  function removeRow(rows, row) {
    row.remove();
    [...rows.children].forEach(renumber);
    rows.parentElement.querySelector("[data-add]").focus();
    update();
  }

  function renumber(row, number) {
    for (const part of row.querySelectorAll("[id], [for]"))
      for (const key of ["id", "for", "name", "aria-describedby"])
        if (part.hasAttribute(key))
          part.setAttribute(key, part.getAttribute(key).replace(/\.(?:N|\d+)\./g, `.${number}.`));
  }

  function mark(problems) {
    for (const control of form.elements) {
      if (!control.name) continue;
      const own = problems.filter(({ field }) => field === control.name);
      control.setAttribute("aria-invalid", own.some(({ stops }) => stops));
      byId(`${control.id}-fel`)?.replaceChildren(...own.map(({ text, stops }) => element("span", { text, class: stops ? "" : "lb-field__asked" })));
    }
  }

  // What is only asked about is let by with a button, which calls `accept` with it.
  function tell(problems, accept) {
    const stopping = problems.filter(({ stops }) => stops), asked = problems.filter(({ stops }) => !stops);
    const list = (some, words) => some.length && faults.append(element("h2", { class: "lb-faults__title", text: words }), element("ul", {}, ...some.map(({ field, rule, text }) => {
      const link = element("a", { href: `#${controlOf(field).id}`, text: rule.endsWith("saknas") ? text : `${labelOf(field)}: ${text}` });
      link.addEventListener("click", (event) => { event.preventDefault(); goTo(field); });
      return element("li", {}, link);
    })));
    faults.replaceChildren();
    list(stopping, stopping.length === 1 ? "En sak att rätta" : `${stopping.length} saker att rätta`);
    list(asked, "Stämmer det här?");
    if (!stopping.length && asked.length)
      faults.append(button("Det stämmer, gå vidare", () => accept(asked)));
    faults.hidden = !problems.length;
  }

  form.addEventListener("click", ({ target }) => {
    const key = target.dataset?.add;
    if (!key) return;
    const row = addRow(key);
    row.closest("details").open = true;
    row.querySelector("[name]").focus();
  });
  return { read, addRow, mark, tell };
}
