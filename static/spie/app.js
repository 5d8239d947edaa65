// The only script of every page: what htmx needs to be accessible, the search of people, and small buttons.
// Everything works without it, only less quickly.
import { brancherRecherche } from "./recherche.js";

const DELAI_CHARGEMENT = 400;
// What a person did; a poll or a load never moves the focus.
const ACTES = new Set(["click", "submit", "change", "keydown", "keyup"]);
const parId = (id) => document.getElementById(id);

export function annoncer(texte) {
  const zone = parId("annonce");
  if (!zone || !texte) return;
  zone.textContent = "";
  setTimeout(() => { zone.textContent = texte; }, 50);
}

// An error or a refusal is shown in the page, where messages are, and takes the focus.
function alerter(texte) {
  const zone = parId("messages");
  const alerte = document.createElement("div");
  alerte.className = "alerte alerte-danger";
  alerte.setAttribute("role", "alert");
  alerte.tabIndex = -1;
  const mots = document.createElement("div");
  mots.textContent = texte;
  alerte.append(mots);
  zone.replaceChildren(alerte);
  alerte.scrollIntoView({ block: "nearest" });
  alerte.focus({ preventScroll: true });
}

// htmx: the target says it is busy, slow requests say so in words.
let attente;
document.addEventListener("htmx:beforeRequest", (e) => {
  e.detail.target?.setAttribute("aria-busy", "true");
  clearTimeout(attente);
  attente = setTimeout(() => { parId("chargement").hidden = false; }, DELAI_CHARGEMENT);
});
document.addEventListener("htmx:afterRequest", (e) => {
  clearTimeout(attente);
  parId("chargement").hidden = true;
  e.detail.target?.removeAttribute("aria-busy");
});

// The session has ended: the login page must not land inside a fragment.
document.addEventListener("htmx:beforeSwap", (e) => {
  if (!e.detail.xhr.responseURL?.includes("/connexion/") || location.pathname.startsWith("/connexion/")) return;
  e.detail.shouldSwap = false;
  location.reload();
});

// After a swap, a lost focus goes to what the fragment names, or to its heading.
document.addEventListener("htmx:afterSettle", (e) => {
  const nouveau = e.detail.elt;
  const voulu = nouveau.querySelector?.("[data-focus]");
  if (voulu) voulu.focus();
  else if (document.activeElement === document.body && ACTES.has(e.detail.requestConfig?.triggeringEvent?.type)) {
    const titre = nouveau.querySelector?.("h1, h2, h3") ?? nouveau;
    titre.tabIndex = -1;
    titre.focus({ preventScroll: true });
  }
  const mesure = nouveau.querySelector?.(".liste-mesure, .vide-titre");
  if (nouveau.id === "liste" && mesure) annoncer(mesure.textContent);
});
document.body.addEventListener("annonce", (e) => annoncer(e.detail.value ?? e.detail.message));
document.body.addEventListener("refus", (e) => alerter(e.detail.message));
document.addEventListener("htmx:responseError", (e) => {
  const code = e.detail.xhr.status;
  if (code === 403) alerter("Cette action ne fait pas partie de vos droits, ou votre session a pris fin. Rechargez la page.");
  else alerter("L’action n’a pas abouti. Rien n’a été enregistré : réessayez dans un instant.");
});
document.addEventListener("htmx:sendError", () => alerter("Le réseau ne répond pas. Votre saisie est encore à l’écran : réessayez dans un instant."));

// Small buttons, named by a data attribute.
document.addEventListener("click", (e) => {
  const bouton = e.target.closest("[data-imprimer], [data-dialogue], [data-fermer], [data-copier]");
  if (!bouton) return;
  if ("imprimer" in bouton.dataset) window.print();
  if ("fermer" in bouton.dataset) bouton.closest("dialog, [popover]")?.close?.();
  if ("dialogue" in bouton.dataset) {
    e.preventDefault();
    parId(bouton.dataset.dialogue).showModal();
  }
  if ("copier" in bouton.dataset) {
    navigator.clipboard?.writeText(bouton.dataset.copier).then(() => annoncer("Copié."));
  }
});

document.addEventListener("keydown", (e) => {
  if (!e.ctrlKey && !e.metaKey) return;
  if (e.key.toLowerCase() === "k" && parId("recherche")) {
    e.preventDefault();
    parId("recherche").focus();
    parId("recherche").select();
  }
  // Ctrl+Enter saves the form one is in.
  if (e.key === "Enter" && !e.defaultPrevented) e.target.closest?.("form[method=post]")?.requestSubmit();
});

// A form sent twice by a double click is sent once. What opens in another tab leaves this one as it is.
document.addEventListener("submit", (e) => {
  const form = e.target;
  if (e.submitter?.formTarget === "_blank") return;
  if (form.method !== "post" || form.hasAttribute("hx-post") || e.defaultPrevented) return;
  if (form.dataset.envoye) e.preventDefault();
  form.dataset.envoye = "1";
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-envoye]").forEach((f) => delete f.dataset.envoye));

document.querySelector("[data-focus]")?.focus();
const recherche = document.querySelector("[data-recherche]");
if (recherche) brancherRecherche(recherche, annoncer);
