"""What `publish` asks of the settings beyond their form, and the file that `init` writes to fill them in."""

from __future__ import annotations

from typing import Any

from alliancegraph.errors import Finding, finding
from alliancegraph.publishing.catalogue.codes import LISTS, code_iri, codes, is_known, listed_licence, needs_attribution
from alliancegraph.records.publication import EXAMPLE_BASE, Publication, PublicationArea, Publisher

_USUAL = "http://dcat-ap.de/def/licenses/cc-by/4.0"


def lacking(publication: Publication) -> tuple[Finding, ...]:
    """What these settings lack for `publish`.

    Violations for what a catalogue must say (DCAT-AP 3.0.1: title, description, a publisher with a name; DCAT-AP.de
    3.0: a licence, a contact that can be reached) and for codes outside the lists they demand; warnings for what
    portals recommend.
    """

    def say(code: str, field: str, **values: Any) -> Finding:
        return finding(code, field=field, **values)

    contact, licence = publication.contact, publication.licence
    publisher, area = publication.publisher or Publisher(), publication.area or PublicationArea()
    needed = {
        "title": any(publication.title.values()),
        "description": any(publication.description.values()),
        "publisher.name": any(publisher.name.values()),
        "licence": licence,
        "contact.email": contact is None or contact.email or contact.telephone or contact.url,
    }
    wanted = {
        "contact": contact,
        "publisher.type": publisher.type,
        "attribution": any(publication.attribution.values()) or not needs_attribution(licence or ""),
        "area": area.states or area.districts or area.municipalities,
        "themes": publication.themes,
        "keywords": publication.keywords,
        "frequency": publication.frequency,
    }
    coded = [("data-theme", f"themes[{n}]", code) for n, code in enumerate(publication.themes)]
    coded += [("frequency", "frequency", publication.frequency)] if publication.frequency else []
    coded += [("publishertype", "publisher.type", publisher.type)] if publisher.type else []
    found = [say("setting-missing", field) for field, given in needed.items() if not given]
    found += [say("setting-wanted", field) for field, given in wanted.items() if not given]
    found += [
        say("setting-code", field, value=code, allowed=", ".join(_spelt_like(code, table)))
        for table, field, code in coded
        if not is_known(table, code)
    ]
    if licence and not is_known("licence", licence):
        found.append(say("setting-licence", "licence", value=licence, usual=listed_licence(licence) or _USUAL))
    if publication.contributor_id and not publication.contributor_id.startswith(LISTS["contributor"].begins):
        begins = LISTS["contributor"].begins
        found.append(say("setting-contributor", "contributor_id", value=publication.contributor_id, begins=begins))
    if publisher.homepage and publisher.homepage.rstrip("/") == publication.base.rstrip("/"):
        found.append(say("setting-homepage", "publisher.homepage", value=publisher.homepage))
    if publication.base == EXAMPLE_BASE:
        found.append(say("setting-base", "base", value=publication.base))
    return tuple(found)


def _spelt_like(code: str, table: str) -> list[str]:
    """The codes of a list, as addresses where an address was given."""
    return [code_iri(table, one) if "://" in code else one for one in codes(table)]


def template(language: str) -> str:
    """A `publication.toml` to fill in, explained in `language`: what must be filled in is empty, the rest commented."""
    return _TEMPLATES[language].lstrip("\n")


_TEMPLATES = {
    "de": """
# Einstellungen der Veröffentlichung. Was leer ist (""), bitte ausfüllen; Zeilen mit # sind freiwillig.
# Texte stehen auf Deutsch (de) und, wenn es sie gibt, auf Englisch (en).

# Die Adresse, unter der alles stehen wird: https, mit Schrägstrich am Ende. Jede Kennung beginnt mit ihr; nach der
# ersten Veröffentlichung lässt sie sich nicht mehr ändern. Beispiel: "https://buendnisse.beispiel.de/"
base = ""

# Wie Portale das Verzeichnis nennen, und in ein, zwei Sätzen, was darin steht.
title = { de = "" }
description = { de = "" }

# Unter welcher Lizenz die Daten stehen. Üblich sind (https://www.dcat-ap.de/def/licenses/):
#   cc-by/4.0 (Namensnennung), dl-by-de/2.0 (Datenlizenz Deutschland, Namensnennung), cc-zero (ohne Bedingungen)
licence = "http://dcat-ap.de/def/licenses/cc-by/4.0"
# Wer bei der Namensnennung zu nennen ist.
attribution = { de = "" }

# Die Sprache der Titel und Änderungsmeldungen: de oder en.
language = "de"

# Themen der EU: SOCI (Bevölkerung und Gesellschaft), EDUC, HEAL, GOVE, REGI und andere.
themes = ["SOCI"]
# keywords = [{ de = "Familie", en = "family" }, { de = "Beratung", en = "advice" }]

# Wie oft die Daten aktualisiert werden: IRREG (unregelmäßig), ANNUAL, QUARTERLY, MONTHLY, WEEKLY, DAILY.
frequency = "IRREG"

# Nur wer selbst an GovData liefert: die Kennung als Datenbereitsteller.
# contributor_id = "http://dcat-ap.de/def/contributors/..."

# Ein Datensatz für alles (whole), je Landkreis (district) oder je Land (state).
datasets = "whole"

# Liegt für alle Ansprechpersonen eine Rechtsgrundlage vor, steht sie hier: consent (Einwilligung), public-task
# (öffentliche Aufgabe) oder legitimate-interest (berechtigtes Interesse). Sonst bleiben Namen und Mobilnummern zurück.
# publication_basis = "consent"

# Wohin der Fuß jeder Seite führt: Impressum, Datenschutzerklärung, Erklärung zur Barrierefreiheit.
# imprint = "https://www.beispiel.de/impressum"
# privacy = "https://www.beispiel.de/datenschutz"
# accessibility = "https://www.beispiel.de/barrierefreiheit"

# Hat ein Bündnis, eine Organisation oder ein Projekt eine neue Kennung bekommen, leitet die alte so auf sie weiter:
# renamed = [{ old = "alliance/alt", new = "alliance/neu" }]

[publisher]
# Wer veröffentlicht, und die eigene Startseite (eine andere Adresse als base).
name = { de = "" }
# homepage = "https://www.beispiel.de/"
# Art der Stelle: NonProfitOrganisation, LocalAuthority, RegionalAuthority, NationalAuthority, ...
type = "http://purl.org/adms/publishertype/NonProfitOrganisation"

[contact]
# Wo man Fragen zu den Daten stellt: das Postfach einer Stelle, nicht einer Person.
name = { de = "" }
email = ""
# telephone = "+49331123456"
# url = "https://www.beispiel.de/kontakt"

[area]
# Wofür das Verzeichnis gilt, als amtliche Schlüssel: Länder (2 Ziffern), Kreise (5), Gemeinden (8).
states = []
# districts = ["12070"]
""",
    "en": """
# Settings of the publication. Fill in what is empty (""); lines that begin with # are optional.
# Texts are in German (de) and, where there are any, in English (en).

# The address everything will stand at: https, ending in a slash. Every identifier begins with it; after the first
# publication it cannot be changed. For example "https://alliances.example.org/"
base = ""

# What portals call the directory, and in a sentence or two what is in it.
title = { de = "", en = "" }
description = { de = "", en = "" }

# The licence of the data. Usual are (https://www.dcat-ap.de/def/licenses/):
#   cc-by/4.0 (attribution), dl-by-de/2.0 (Datenlizenz Deutschland, attribution), cc-zero (no conditions)
licence = "http://dcat-ap.de/def/licenses/cc-by/4.0"
# Who is to be named in the attribution.
attribution = { de = "", en = "" }

# The language of titles and change messages: de or en.
language = "de"

# Themes of the EU: SOCI (population and society), EDUC, HEAL, GOVE, REGI and others.
themes = ["SOCI"]
# keywords = [{ de = "Familie", en = "family" }, { de = "Beratung", en = "advice" }]

# How often the data are updated: IRREG (irregularly), ANNUAL, QUARTERLY, MONTHLY, WEEKLY, DAILY.
frequency = "IRREG"

# Only for those who deliver to GovData themselves: the id as a contributor.
# contributor_id = "http://dcat-ap.de/def/contributors/..."

# One dataset for everything (whole), one per district, or one per state.
datasets = "whole"

# Where there is a legal basis for all contact persons, state it: consent, public-task or legitimate-interest.
# Otherwise names and mobile numbers stay back.
# publication_basis = "consent"

# Where the foot of every page leads: imprint, privacy notice, statement on accessibility.
# imprint = "https://www.example.org/imprint"
# privacy = "https://www.example.org/privacy"
# accessibility = "https://www.example.org/accessibility"

# Where an alliance, organisation or project was given a new id, the old one leads to it:
# renamed = [{ old = "alliance/old", new = "alliance/new" }]

[publisher]
# Who publishes, and the publisher's own homepage (another address than base).
name = { de = "", en = "" }
# homepage = "https://www.example.org/"
# The kind of body: NonProfitOrganisation, LocalAuthority, RegionalAuthority, NationalAuthority, ...
type = "http://purl.org/adms/publishertype/NonProfitOrganisation"

[contact]
# Where questions about the data go: an office's mailbox, no person's.
name = { de = "", en = "" }
email = ""
# telephone = "+49331123456"
# url = "https://www.example.org/contact"

[area]
# What the directory covers, by official key: states (2 digits), districts (5), municipalities (8).
states = []
# districts = ["12070"]
""",
}
