"""Names of persons and words for roles: told apart, because a person's name is personal data and a role is none."""

from __future__ import annotations

import re
from typing import NamedTuple

from alliancegraph.readers.profile.prose import words

_SALUTATION = re.compile(
    r"^(?:(?:z\.\s?Hd?\.|zu Händen|z\.\s?H\.)\s*(?:von\s+)?)?(?:Herrn?|Frau|Fr\.|Hr\.|Mrs?\.?|Ms\.?)\s+(?=[A-ZÄÖÜ])|"
    r"^(?:z\.\s?Hd?\.|zu Händen)\s+"
)
_TITLE = re.compile(
    r"^(?:(?:Dr|Prof|Dipl|Mag)\.(?:-?[A-Z][\w-]*\.?)?\s*(?:(?:med|phil|paed|jur|rer|nat|h|c|ing|päd)\.\s*)*)+"
)

# Given names, enough to know a person where nothing but the name says so.
_GIVEN = frozenset(
    words(
        """
    achim adam alexander alexandra alfred alina andrea andreas andré angela angelika anita anja anke ann anna anne
    annegret annelie anneliese annemarie annett annette annika antje anton antonia arne arthur astrid axel barbara
    bastian beate ben benjamin bernd bernhard bert berta bettina bianca birgit birgitt birte björn bodo brigitte britta
    burkhard carina carla carmen carola carolin caroline carsten caterina charlotte christa christel christian
    christiane christin christina christine christoph clara claudia claus clemens conny constanze cordula corinna
    cornelia dagmar dana daniel daniela david denise dennis detlef diana dieter dietmar dirk dominik dora doreen doris
    dörte dorothea eberhard eckhard edda edith egon elena eleonore elfriede elias elisa elisabeth elke ella ellen elsa
    emil emilia emma enrico erich erik erika ernst erwin esther eugen eva evelin evelyn fabian falk felix ferdinand
    finn florian frank franz franziska friederike friedrich fritz gabi gabriele georg gerald gerd gerda gerhard gerlinde
    gerrit gesa gesine gisela gudrun guido günter günther gustav hanna hannah hannelore hannes hans harald hartmut
    hedwig heidemarie heidi heike heiko heiner heinrich heinz helena helene helga helmut hendrik henning henrik henry
    herbert hermann hilde hildegard holger horst hubert ilona ilse ina ines inga inge ingeborg ingo ingrid irene iris
    irina irmgard isabel isabell isabelle jacqueline jakob jan jana janet janin janina janine jasmin jens jessica jo
    joachim johann johanna johannes jonas jonathan jörg josef josefine judith jule julia julian juliane jürgen jutta kai
    karen karin karina karl karla karola karoline karsten katarina katharina kathleen kathrin kati katja katrin kerstin
    kevin kirsten klara klaus konrad konstantin kristin kristina kurt lara lars laura lea leon leonie lena lieselotte
    lilli linda lisa lothar louisa luca lucas lucia ludwig luisa luise lukas lutz lydia madlen maik maike maja mandy
    manfred manuel manuela marc marcel marco marcus mareike maren margarete margit margitta margot maria marianne marie
    marina mario marion marita mark marko markus marlen marlene marlies marta martha martin martina mathias mathilde
    matthias max maximilian meike melanie michael michaela mike mirjam mirko monika moritz nadine nadja nancy natalie
    niclas nico nicola nicole niels niklas nils nina nora norbert olaf ole oliver olga oskar otto pascal patricia
    patrick paul paula pauline peggy peter petra philipp pia rainer ralf ramona raphael rebecca regina regine reiner
    reinhard reinhold renate rené ricarda rico rita robert roland rolf romy ronald ronny rosa rosemarie roswitha
    rüdiger rudolf ruth sabine sabrina samuel sandra sandy sara sarah sascha sebastian siegfried sigrid silke silvana
    silvia silvio simon simone sina sofia sofie solveig sonja sophia sophie stefan stefanie steffen steffi stella
    stephan stephanie susann susanna susanne sven svenja swantje sybille sylke sylvia tamara tanja tatjana thea theo
    theresa therese thomas thorsten till tim timo tina tobias tom torben torsten udo ulf uli ulla ulrich ulrike ursula
    uta ute uwe valentin vanessa vera verena veronika viktor viktoria vincent volker walter waltraud wenke werner
    wiebke wilfried wilhelm willi winfried wolfgang xenia yvonne
    """
    )
)
_WORD = re.compile(r"(?:[A-ZÄÖÜÁÉÓŁŚŠČŽ][\w'’.]*(?:-[A-ZÄÖÜÁÉÓŁŚŠČŽa-zäöü][\w'’]*)*|von|van|de|der|den|zu|zur|dem)")
_PARTICLES = frozenset({"von", "van", "de", "der", "den", "zu", "zur", "dem"})

_ROLE = re.compile(
    r"\b(?:\w*(?:leiter|beauftragter?|beauftragte|koordinator|sachbearbeiter|referent|sprecher|geschäftsführer|manager|"
    r"bürgermeister|vorsitzender?|vorsitzende|assistent|mitarbeiter|berater|pädagoge|pädagogin|dezernent|moderator|"
    r"vorstand|verantwortlicher?|sekretär|lotse|lotsin|pate|patin|beigeordneter?|ansprechpartner|direktor|amtsleiter|"
    r"schatzmeister|kassenwart|kassierer|schriftführer|stellvertreter|vertreter|arbeiter|präsident|psychologe|"
    r"psychologin|therapeut|erzieher|hebamme|organisator|planer|wissenschaftler|pfarrer|pastor|dekan|rektor|coach|"
    r"obmann|obfrau|amtmann|amtfrau|pfleger|begleiter|anwalt|anwältin|coordinator|director|officer|chair\w*|head)"
    r"(?:[/*:_(]?-?in(?:nen)?\)?)?|landr(?:at|ätin)|stadtr(?:at|ätin)|\w*(?:leitung|koordination|assistenz|sekretariat|"
    r"geschäftsführung|projektsteuerung|stellvertretung|vorsitz)|stellv\.?)(?!\w)",
    re.IGNORECASE,
)
# What a person works at, where it stands behind the name: "Sabine Muster | Öffentlichkeitsarbeit".
_WORK = re.compile(
    r"(?:\w+-)?[A-ZÄÖÜ]\w*(?:arbeit|pflege|hilfen?|förderung|wesen|beratung|betreuung|bildung|planung|dienste)"
)
_UNIT = re.compile(
    r"(?:^|[\s/(„\"-])(?:e\.\s?V\.|g?GmbH|mbH|AG|gAG|eG|UG|KG|gUG|GbR|Stiftung|Bündnis\w*|Netzwerk\w*|Stadt|Gemeinde|Amt|"
    r"Landkreis|Kreis|Land|Ministerium|Haus|Büro|Referat|Abteilung|Fachbereich|Fachdienst|Sachgebiet|Dezernat|SB|FB|FD|SG|Bereich|"
    r"Zentrum|Verein|Verband|Rathaus|Bürgerhaus|Gemeindehaus|Kreishaus|Klinik|Klinikum|Krankenhaus|Institut|Universität|Hochschule|Agentur|Jobcenter|Kita|Schule|Kirche|AWO|DRK|Caritas|Diakonie|Volkssolidarität|IHK|Lebenshilfe|"
    r"Familie\w*|Frauen|Jugend|Soziales|Bildung|Projekt\w*|Gesundheit|Service\w*|Team|Verwaltung|Pro|Mehrgenerationen\w*|"
    r"\w+(?:verwaltung|amt|büro|stelle|wesen|dienst|dienste|zentrum|zentrale|verband|verein|werk|kasse|schule|gemeinde|kreis|"
    r"abteilung|bereich|pflege|hilfe|arbeit|bund|akademie|gesellschaft|agentur|förderung|angelegenheiten|treff|club|"
    r"stiftung|ministerium|institut|universität|kirche|klinik|klinikum|krankenhaus|rathaus|bürgerhaus|familienhaus|"
    r"generationenhaus|gemeindehaus|kreishaus|beirat))(?![\w])"
)


_LONGEST = 160  # characters: a longer line is a text


class Named(NamedTuple):
    """A person as a page names one: without salutation, with title; the role where it stands on the same line."""

    name: str
    role: str = ""


def has_salutation(text: str) -> bool:
    """Whether a line greets a person: "Frau …", "z. Hd. Herrn …"."""
    return _SALUTATION.match(text) is not None


def is_role(text: str) -> bool:
    """Whether `text` says what a person does: "Leiterin Familienzentrum", not "Büro der Bürgermeisterin"."""
    if has_salutation(text) or ":" in text:
        return False
    for word in text.split()[:3]:
        if _ROLE.search(word):
            return True
        if is_unit(word):
            return False
    return False


def is_function(text: str) -> bool:
    """Whether a line below a person's name says what she does, or works at."""
    return is_role(text) or is_work(text)


def is_unit(text: str) -> bool:
    """Whether `text` names an organisation or a part of one; "Familienbeauftragter" is none."""
    return _UNIT.search(_ROLE.sub(" ", text)) is not None


def is_work(text: str) -> bool:
    """Whether `text` is one word for what somebody works at."""
    return _WORK.fullmatch(text) is not None


def person(text: str) -> Named | None:
    """The person a line names, where a label says that it names one."""
    if len(text) > _LONGEST:
        return None
    head, role = _parts(text)
    bare = _SALUTATION.sub("", _turned(head)).strip()
    title = _TITLE.match(bare)
    parts = bare[title.end() if title else 0 :].split()
    proper = [word for word in parts if word not in _PARTICLES]
    enough = 1 if title or has_salutation(head) else 2
    if not (enough <= len(proper) and len(parts) <= 5 and all(_WORD.fullmatch(word) for word in parts)):
        return None
    # "Tom Amtmann", "Erika Pfleger": behind a given name a word for a role is a family's name.
    named = len(parts) == 2 and parts[0].casefold() in _GIVEN
    other = any(is_role(word) or is_unit(word) for word in parts) or is_unit(bare)
    if parts[-1] in _PARTICLES or (other and not (named and is_role(parts[1]))):
        return None
    # "Erika Mustermann, Max Beispiel" are two persons.
    return None if role and is_known_person(role) else Named(bare, role)


_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\bund\b)\s*")


def several(text: str) -> tuple[Named, ...]:
    """The persons a line names, where a label says that it names some: "Erika Mustermann und Max Beispiel"."""
    parts = text.split()
    if len(parts) == 4 and parts[0].casefold() in _GIVEN and parts[2].casefold() in _GIVEN:
        text = f"{' '.join(parts[:2])}, {' '.join(parts[2:])}"  # two columns
    if (single := person(text)) is not None:
        return (single,)
    found = [person(part) for part in _BETWEEN.split(text)]
    return tuple(p for p in found if p) if len(found) > 1 and all(found) else ()


def is_known_person(text: str) -> bool:
    """Whether `text` names a person and shows it: by a salutation, a title or a given name."""
    found = person(text)
    if found is None:
        return False
    return (
        has_salutation(text)
        or bool(_TITLE.match(found.name))
        or found.name.split()[0].split("-")[0].casefold() in _GIVEN
    )


def _turned(text: str) -> str:
    """The name as it is said: "Mustermann, Erika"."""
    found = re.fullmatch(r"(?P<family>[^\s,]+),\s*(?P<given>[^\s,]+)", text)
    if found and found["given"].casefold() in _GIVEN and found["family"].casefold() not in _GIVEN:
        return f"{found['given']} {found['family']}"
    return text


def _parts(text: str) -> tuple[str, str]:
    """A name, and the role behind a bar, a comma, a dash or in brackets."""
    text = re.sub(r"(?<=[a-zäöüß]{2})\.$", "", text.strip(" ,;"))
    text = re.sub(r"\s*\((?:Frau|Herr)\)$", "", text)
    if _turned(text) != text:
        return text, ""
    if bracket := re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", text):
        return bracket[1], bracket[2]
    head, *rest = re.split(r"\s*[|,;]\s*|\s+[–-]\s+", text, maxsplit=1)
    return (head, rest[0]) if rest and head else (text, "")
