"""What templates of the product call: {% load interface %}."""

from datetime import date
from functools import cache

from django import template
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from spie.socle.interface import dates, graphiques
from spie.socle.interface.icones import ICONES, SPRITE

register = template.Library()

NIVEAUX = {"error": "danger", "danger": "danger", "warning": "attention", "success": "succes"}
ICONES_NIVEAU = {"danger": "alert-circle", "attention": "alert-triangle", "succes": "circle-check"}
ICONES_TON = {**ICONES_NIVEAU, "info": "info-circle", "neutre": "circle"}
BOUTONS = {"secondaire": "btn-outline-primary", "discret": "btn-link", "danger": "btn-danger"}


@register.simple_tag
def icone(nom: str, texte: str = "") -> SafeString:
    """A decorative icon, or one with words for screen readers. An unknown name is an error, not a hole."""
    return dessin(nom) if not texte else format_html('{}<span class="visually-hidden">{}</span>', dessin(nom), texte)


@cache
def dessin(nom: str) -> SafeString:
    if nom not in ICONES:
        raise template.TemplateSyntaxError(f"Icône inconnue : {nom} (voir spie/socle/interface/icones.py)")
    return format_html('<svg class="icone" aria-hidden="true"><use href="{}#{}"/></svg>', static(SPRITE), nom)


@register.filter
def date_courte(valeur) -> str:
    """«mar. 12 janv. 2027», or «mar. 12 janv. 2027, 9 h» for a moment."""
    return dates.date_courte(valeur)


@register.filter
def echeance(jour: date | None) -> str:
    """The days left, in words: «il reste 2 jours», «aujourd’hui», «dépassé de 4 jours»."""
    if jour is None:
        return ""
    ecart = (jour - timezone.localdate()).days
    if ecart == 0:
        return "aujourd’hui"
    pluriel = "s" if abs(ecart) > 1 else ""
    return f"il reste {ecart} jour{pluriel}" if ecart > 0 else f"dépassé de {-ecart} jour{pluriel}"


@register.filter
def ton_echeance(jour: date | None) -> str:
    """The tone of a deadline: over, within a week, or later."""
    if jour is None:
        return "neutre"
    ecart = (jour - timezone.localdate()).days
    return "danger" if ecart < 0 else "attention" if ecart <= 7 else "neutre"


@register.filter
def nombre(valeur) -> str:
    """A figure as French people write it: «6 313»."""
    return graphiques.nombre(valeur)


@register.filter
def pluralize(nombre, terminaisons: str = "s") -> str:
    """Django's own filter with the rule of French: zero is singular, « 0 enfant »."""
    return defaultfilters.pluralize(2 if int(nombre) > 1 else 1, terminaisons)


@register.filter
def telephone(numero: str) -> str:
    """A French number two figures by two, «06 39 98 00 01»; any other one as it is."""
    national = f"0{numero[3:]}" if numero.startswith("+33") else numero
    if not (len(national) == 10 and national.isdigit()):
        return numero
    return " ".join(national[rang : rang + 2] for rang in range(0, 10, 2))


@register.filter
def niveau(etiquette: str) -> str:
    """The class of an alert, from the tag of a Django message."""
    return NIVEAUX.get(etiquette, "info")


@register.filter
def icone_niveau(etiquette: str) -> str:
    return ICONES_NIVEAU.get(niveau(etiquette), "info-circle")


@register.filter
def icone_ton(ton: str) -> str:
    return ICONES_TON.get(ton, "circle")


@register.filter
def classe_bouton(ton: str) -> str:
    return BOUTONS.get(ton, "btn-primary")


@register.filter
def est_case(champ) -> bool:
    """Whether this field is one single check-box: its label stands after it."""
    controle = champ.field.widget
    return isinstance(controle, CheckboxInput) and not isinstance(controle, CheckboxSelectMultiple)


@register.filter
def ancre(champ) -> str:
    """Where the error summary leads: the control, or the group when there are several."""
    return champ.id_for_label or f"{champ.auto_id}_champ"


@register.simple_tag(takes_context=True)
def url_avec(context, **parametres) -> str:
    """This page with other parameters: {% url_avec vue="retard" page="" %} (an empty one is removed)."""
    choix = context["request"].GET.copy()
    for nom, valeur in parametres.items():
        choix.pop(nom, None)
        if valeur not in ("", None):
            choix[nom] = valeur
    return f"?{choix.urlencode()}"


@register.inclusion_tag("composants/jauge.html")
def jauge(valeur, maximum, texte: str, ton: str = "") -> dict:
    """A gauge and its words: {% jauge 96 100 "96 personnes sur 100" "attention" %}."""
    return {"valeur": valeur, "maximum": maximum, "texte": texte, "ton": ton}


@register.simple_tag
def barres(titre: str, series, unite: str = "") -> SafeString:
    """Horizontal bars: series = [(label, value)]."""
    return graphiques.barres(titre, series, unite=unite)


@register.filter
def duree(secondes: float) -> str:
    """A length of time as one says it: « 1 seconde », « 35 secondes », « 3 minutes »."""
    entieres = max(1, round(secondes))
    if entieres < 90:
        return f"{entieres} seconde{'s' if entieres > 1 else ''}"
    return f"{round(secondes / 60)} minutes"
