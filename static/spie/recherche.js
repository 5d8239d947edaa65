// The search of people: a combobox with a list, as the ARIA practices describe it. Without it, Enter opens the page of results.
const DELAI = 200;
const MINIMUM = 2;

export function brancherRecherche(form, annoncer) {
  const champ = form.querySelector("input[type=search]");
  const boite = form.querySelector("[role=listbox]");
  let minuterie, envoi;

  const options = () => [...boite.querySelectorAll("[role=option]:not([aria-disabled])")];
  const active = () => boite.querySelector("[aria-selected=true]");

  function fermer() {
    clearTimeout(minuterie);
    envoi?.abort();
    boite.hidden = true;
    champ.setAttribute("aria-expanded", "false");
    champ.removeAttribute("aria-activedescendant");
  }

  function choisir(option) {
    active()?.setAttribute("aria-selected", "false");
    if (!option) return champ.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    champ.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  async function chercher() {
    envoi?.abort();
    envoi = new AbortController();
    try {
      // A POST: names and birth dates never stand in an address.
      const reponse = await fetch(form.dataset.recherche, {
        method: "POST", body: new FormData(form), signal: envoi.signal, headers: { "HX-Request": "true" },
      });
      if (!reponse.ok || reponse.redirected) return fermer();
      boite.innerHTML = await reponse.text();
    } catch (erreur) {
      if (erreur.name !== "AbortError") fermer();
      return;
    }
    boite.hidden = false;
    champ.setAttribute("aria-expanded", "true");
    champ.removeAttribute("aria-activedescendant");
    annoncer(boite.querySelector("[data-annonce]")?.dataset.annonce);
  }

  champ.addEventListener("input", () => {
    clearTimeout(minuterie);
    if (champ.value.trim().length < MINIMUM) return fermer();
    minuterie = setTimeout(chercher, DELAI);
  });

  champ.addEventListener("keydown", (e) => {
    const liste = options();
    if (e.key === "Escape" && !boite.hidden) { e.preventDefault(); fermer(); return; }
    if (boite.hidden || !liste.length) return;
    const rang = liste.indexOf(active());
    if (e.key === "ArrowDown") { e.preventDefault(); choisir(liste[(rang + 1) % liste.length]); }
    if (e.key === "ArrowUp") { e.preventDefault(); choisir(liste[rang <= 0 ? liste.length - 1 : rang - 1]); }
    if (e.key === "Enter" && active()) { e.preventDefault(); location.assign(active().dataset.href); }
  });

  // mousedown would take the focus away before the click arrives.
  boite.addEventListener("mousedown", (e) => e.preventDefault());
  boite.addEventListener("click", (e) => {
    const option = e.target.closest("[data-href]");
    if (option) location.assign(option.dataset.href);
  });
  champ.addEventListener("blur", fermer);
}
