// The attendance sheet at the keyboard. Load it with {% block modules %}. Mark-up:
//   form[data-emargement] > … [data-ligne] with radios whose data-touche is P, A or E
//   button[data-tous-presents] (type=button) · [data-compte] (role=status) · button[type=submit]
// Letters act only while a presence radio has the focus; then the next row is taken.
function brancher(form) {
  const lignes = [...form.querySelectorAll("[data-ligne]")];
  const compte = form.querySelector("[data-compte]");
  const radios = (ligne) => [...ligne.querySelectorAll("input[type=radio][data-touche]")];
  const cochee = (ligne) => radios(ligne).find((radio) => radio.checked);
  const entree = (ligne) => cochee(ligne) ?? radios(ligne)[0];
  const suivante = (ligne) => {
    const apres = lignes[lignes.indexOf(ligne) + 1];
    return apres ? entree(apres) : form.querySelector("button[type=submit]");
  };

  function compter() {
    const faites = lignes.filter(cochee).length;
    if (compte) compte.textContent = `${faites} sur ${lignes.length} renseignée${lignes.length > 1 ? "s" : ""}`;
  }

  form.addEventListener("change", compter);
  form.addEventListener("click", (e) => {
    if (!e.target.closest("[data-tous-presents]")) return;
    for (const ligne of lignes) {
      const present = radios(ligne).find((radio) => radio.dataset.touche === "P");
      if (present && !cochee(ligne)) present.checked = true;
    }
    compter();
    entree(lignes[0])?.focus();
  });
  form.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || !e.target.matches("input[type=radio][data-touche]")) return;
    const ligne = e.target.closest("[data-ligne]");
    const radio = radios(ligne).find((r) => r.dataset.touche === e.key.toUpperCase());
    if (!radio) return;
    e.preventDefault();
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    suivante(ligne)?.focus();
  });

  compter();
  const premiere = lignes.find((ligne) => !cochee(ligne)) ?? lignes[0];
  if (premiere && !document.querySelector("[data-focus]")) entree(premiere)?.focus();
}

document.querySelectorAll("[data-emargement]").forEach(brancher);
