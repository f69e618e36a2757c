"""A language of the pages: its words, and how it writes dates, numbers, telephone numbers and opening hours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from alliancegraph import areas, codelists
from alliancegraph.areas.table import STATE, is_town
from alliancegraph.mapping.normal import DAYS, canonical_hours, parsed_hours
from alliancegraph.publishing.catalogue.codes import entries, listed_licence
from alliancegraph.publishing.pages.words import COUNTED, MONTHS, WORDS
from alliancegraph.publishing.pages.words import DAYS as DAY_NAMES
from alliancegraph.records import PartnerCount, Project
from alliancegraph.terms import Iri

LONGEST_ADDRESS = 60
LONGEST_NAME = 300  # characters of a name that a page shows; the data has it whole

UNFIT = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
"""Characters no page can show: HTML has no control characters and noncharacters, and what overrides the direction of
text (Unicode TR 9) would turn the page around it. The inside of a regular expression's brackets."""


class Text(NamedTuple):
    """A text to show, and its language where it is not the page's own (WCAG 3.1.2), else none."""

    text: str
    language: str | None = None


class Wording(NamedTuple):
    """The pages' words in one language, `de` or `en`."""

    language: str

    @property
    def _index(self) -> int:
        return int(self.language == "en")

    def say(self, word: str, **values: object) -> str:
        """The words `word`, filled in."""
        return WORDS[word][self._index].format(**values)

    def told(self, word: str, **values: object) -> Text:
        """The words `word`, as a text."""
        return Text(self.say(word, **values))

    def counted(self, what: str, number: int) -> str:
        """A number of things: "1 Bündnis", "12 Bündnisse"."""
        return COUNTED[what][self._index][number != 1].format(n=self.number(number))

    def text(self, texts: Mapping[str, str], otherwise: str = "") -> Text:
        """The text in this language; else in the other one of the pages, else in the first by tag."""
        there = {tag: text for tag, text in texts.items() if text.strip()}
        for tag in (self.language, "de", "en", *sorted(there)):
            if tag in there:
                return Text(there[tag], None if tag == self.language else tag)
        return Text(otherwise)

    def name(self, texts: Mapping[str, str], otherwise: str = "") -> Text:
        """A name, in what is a name's length."""
        text, language = self.text(texts, otherwise)
        return Text(cut(text, LONGEST_NAME), language)

    def label(self, scheme: str, code: str) -> str:
        """The preferred label of a code; the code itself where the list does not have it."""
        return codelists.preferred(scheme, self.language).get(code, code)

    def licence(self, iri: str) -> Text:
        """What a licence is called, short where it has a short name; its address where it is in no list we know."""
        listed = entries().get(Iri(iri)) or entries().get(listed_licence(iri) or Iri(""))
        if listed is None:
            return Text(bare(iri))
        title = dict(listed.labels)["de"]
        short = re.search(r"\(([^()]+)\)$", title)
        return Text(short[1]) if short else self.text({"de": title})

    def order(self, text: str) -> str:
        """What texts are sorted by: letters without their marks (DIN 5007-1), the same on every machine."""
        parted = unicodedata.normalize("NFKD", text.casefold())
        return "".join(letter for letter in parted if not unicodedata.combining(letter))

    def number(self, number: int) -> str:
        """1,234 or 1.234."""
        text = f"{number:,}"
        return text.replace(",", ".") if self.language == "de" else text

    def size(self, octets: int) -> str:
        """The size of a file, in powers of ten (IEC 80000-13): 12,3 kB."""
        value, unit = float(octets), "B"
        for unit in ("B", "kB", "MB", "GB"):
            if value < 1000 or unit == "GB":
                break
            value /= 1000
        text = f"{value:.0f}" if unit == "B" or value >= 100 else f"{value:.1f}"
        return f"{text.replace('.', ',') if self.language == 'de' else text} {unit}"

    def date(self, text: str) -> str:
        """A year, month or day as people write it; other text as it is."""
        match = re.fullmatch(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?", text)
        if not match:
            return text
        year, month, day = match.groups()
        name = MONTHS[int(month) - 1][self._index] if month else ""
        number = f"{int(day)}{'.' if self.language == 'de' else ''}" if day else ""
        return " ".join(part for part in (number, name, year) if part)

    def place(self, key: str) -> str:
        """The official name of an area; its key where it is not known."""
        return areas.name(key) or key

    def group(self, key: str) -> str:
        """What a group of the overview is called: a district, a whole state, or no place."""
        if not key:
            return self.say("elsewhere")
        return self.place(key) if len(key) > STATE else f"{self.place(key)} ({self.say('statewide').lower()})"

    def level(self, key: str) -> str:
        """What kind of area a key names."""
        return self.say("level-town" if is_town(key) else f"level-{len(key)}")

    def partner_count(self, count: PartnerCount) -> str:
        """How many partners: "mindestens 30 Partner (Stand 2024)"."""
        words = self.say(f"count-{count.qualifier}", count=self.number(count.value))
        if count.value == 1:
            words = words.removesuffix("s")
        return f"{words} ({self.say('stated-in', date=self.date(count.as_of))})" if count.as_of else words

    def period(self, project: Project) -> str:
        """When a project runs or ran; nothing where no date says."""
        start, end = self.date(project.start or ""), self.date(project.end or "")
        if start and end:
            return start if start == end else self.say("from-to", start=start, end=end)
        if start and (project.status == "past" or project.kind == "event"):
            return start
        if start:
            return self.say("start-planned" if project.status == "planned" else "from", start=start)
        return self.say("until", end=end) if end else ""

    def telephone(self, number: str) -> str:
        """An E.164 number as it is dialled: German ones from within Germany on German pages."""
        import phonenumbers

        try:
            parsed = phonenumbers.parse(number)
        except phonenumbers.NumberParseException:
            return number
        home = self.language == "de" and parsed.country_code == 49
        forms = phonenumbers.PhoneNumberFormat
        return phonenumbers.format_number(parsed, forms.NATIONAL if home else forms.INTERNATIONAL)

    def hours(self, text: str) -> str:
        """Opening hours with the days in words: "Montag bis Freitag 9:00 bis 12:00 Uhr"; other text as it is."""
        if not parsed_hours(text):
            return text
        days, times = canonical_hours(text).split(" ")
        opens, closes = (time.removeprefix("0") for time in times.split("-"))
        names = dict(zip(DAYS, DAY_NAMES[self._index], strict=True))
        spans = [[names[day] for day in span.split("-")] for span in days.split(",")]
        named = [self.say("hours-span", first=span[0], last=span[1]) if len(span) > 1 else span[0] for span in spans]
        return self.say("hours", days=", ".join(named), opens=opens, closes=closes)


def bare(address: str) -> str:
    """An address as people read it, without its scheme; a long one in part."""
    return cut(re.sub("^https?://(www[.])?", "", address).removesuffix("/"), LONGEST_ADDRESS)


def cut(text: str, longest: int) -> str:
    """A text, its end left out where it is too long."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
