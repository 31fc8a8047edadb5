// How what was written leaves the browser: in a letter, as a file, as copied text, or in the forge's own pages.
// The page that it is part of says with `noteSent` what it does when that has been done.
const data = window.lagesbildRapport, [mail, forge, address, branch] = data.inlämning;
const sending = document.querySelector(".lb-sending"), ends = sending.querySelector(".lb-sending__ends");
const said = document.querySelector(".lb-form__said"), whole = byId("_texten"), letter = byId("_mejla");
// Longer addresses are cut by some programs of mail, and refused by forges.
const MOST_MAIL = 1800, MOST_FORGE = 6000;
let fileName = "", isLong = false;

// `files` have the path, the text and what they are about; the forge takes none with a `table`.
function showWays(text, subject, name, files) {
  whole.value = text;
  fileName = name;
  ends.hidden = false;
  if (letter) {
    const body = encodeURIComponent(text.replace(/\n/g, "\r\n"));
    isLong = body.length > MOST_MAIL;
    letter.href = `mailto:${mail}?subject=${encodeURIComponent(subject)}&body=${isLong ? encodeURIComponent("Klistra in sändningen här.") : body}`;
    letter.textContent = isLong ? "Kopiera texten och öppna ett brev" : "Skicka med e-post";
  }
  const way = ends.querySelector(".lb-sending__forge"), list = way.lastElementChild;
  // The page for a new file, filled in. Gitea says in its manual that it takes these two, and Forgejo and
  // GitHub take them too; GitLab takes the name alone.
  const pages = files.map(({ what, path, text, table }) => ({ what, table,
    way: `${address}/${forge === "github" ? "new" : "_new"}/${branch}/?filename=${encodeURIComponent(path)}&value=${encodeURIComponent(text)}` }));
  way.hidden = !forge || pages.some(({ table, way }) => table || way.length > MOST_FORGE);
  list.replaceChildren(...pages.map(({ what, way }) =>
    element("li", {}, element("a", { href: way, target: "_blank", rel: "noopener", text: what }))));
  for (const link of list.querySelectorAll("a")) link.addEventListener("click", () => done("Sidan i arkivet är öppnad. Spara den som ett förslag."));
}

function download() {
  const link = element("a", { download: fileName });
  link.href = URL.createObjectURL(new Blob([whole.value], { type: "text/plain" }));
  link.click();
  URL.revokeObjectURL(link.href);
  done("Filen är hämtad till din dator. Skicka den vidare.");
}

async function copy() {
  try {
    await navigator.clipboard.writeText(whole.value);
  } catch {
    // An address without a lock, or a browser that was told no.
    whole.closest("details").open = true;
    whole.select();
    document.execCommand("copy");
  }
  done("Texten är kopierad. Klistra in den i ett brev.");
}

function done(words) {
  noteSent();
  said.textContent = words;
}

byId("_hamta").addEventListener("click", download);
byId("_kopiera").addEventListener("click", copy);
letter?.addEventListener("click", () => {
  if (isLong) copy();
  done("Nu ska ett brev ha öppnats i ditt e-postprogram. Skicka det därifrån.");
});
