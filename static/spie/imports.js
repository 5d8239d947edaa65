// The grid of a list at the keyboard: the cell in error is under the fingers, Enter saves its row, the next one follows.
// Mark-up: table[data-grille] (the tab shown) > tr[data-ligne] with inputs whose aria-invalid is "true".
const grille = document.querySelector("[data-grille]");
const fautives = () => [...grille.querySelectorAll("[aria-invalid=true]")];

function aller(cible) {
  cible?.focus();
  cible?.select?.();
}

function suivante(ligne) {
  const restantes = fautives();
  const apres = (c) => ligne.contains(c) || ligne.compareDocumentPosition(c) & Node.DOCUMENT_POSITION_FOLLOWING;
  return restantes.find(apres) ?? restantes[0] ?? document.querySelector("[name=acte][value=importer]");
}

if (grille) {
  if (grille.dataset.grille === "ERREUR") aller(fautives()[0]);
  document.addEventListener("htmx:afterSettle", (e) => {
    if (e.detail.elt.matches?.("[data-ligne]")) aller(suivante(e.detail.elt));
  });
}
