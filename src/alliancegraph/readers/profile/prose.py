"""Running text told from names and values, by its small words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words(text: str) -> tuple[str, ...]:
    """The words of a table written as text."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a table written as text, with semicolons between them."""
    return tuple(" ".join(text.split()).split("; "))


# Lower-case words that names have.
CONNECTORS = frozenset(
    words(
        """
        für der die das des den dem in im am an auf und von vom zu zur zum bei mit & e. v. e.V. rund um aus vor gegen
        for of the and
        """
    )
)
# Small words that only sentences have; so has a word that ends like a verb ("findet", "verbindet").
_SENTENCE = frozenset(
    words(
        """
        ab als auch bis dass denn doch er es gibt haben hatte ich ihr ihre ihren ist kann können man nach nicht oder
        sein seine seit sich sie sind so sowohl über uns unser unsere unter waren war was wenn werden wer wie wir wird
        wo wollen wurde wurden möchten arbeiten treffen are is was were with your
        """
    )
)
_ABBREVIATED = re.compile(r"(?:\b[a-zA-Z]|[Ss]tr|bzw|usw|etc|Dr|Nr)\.$")


def is_prose(text: str) -> bool:
    """Whether a line is running text: a sentence, or so many words that it cannot be a value."""
    parts = text.split()
    ends = re.search(r"[.!?…]['\"“”»)]*$", text) and not _ABBREVIATED.search(text)
    lower = sum(word[0].islower() for word in parts)
    return bool(ends and len(parts) >= 3) or len(parts) >= 9 or (len(parts) >= 6 and lower >= 2)


def is_name(text: str) -> bool:
    """Whether a line may be a name, however long: no sentence ends in it, and no word of it is one of a sentence."""
    parts = [word.strip(",;()") for word in text.split()]
    return not re.search(r"[!?]|[a-zäöüß]{2}\.\s+[A-ZÄÖÜ]", text) and not any(
        word in _SENTENCE or re.fullmatch(r"(?!mit$|samt$)[a-zäöüß]{2,}t", word) for word in parts
    )


# A line that ends in one of these cannot be whole.
OPEN_END = re.compile(
    r"(?:,|-|–|\b(?:und|oder|sowie|der|die|das|des|den|dem|ein|eine|einer|eines|einen|einem|unsere[rsnm]?|jede[rsnm]?|"
    r"alle[rn]?|für|von|vom|zu|zum|zur|mit|in|im|an|am|auf|bei|durch|über|unter|zwischen|als|wie|bzw\.|"
    r"the|and|of|for|with|to|a))$"
)


_TITLE = 6  # words


def goes_on(text: str, below: str) -> bool:
    """Whether the line below goes on with a line of text, rather than being a title or motto beside one."""
    if text.endswith("?") and len(text.split()) <= _TITLE and below[:1].isupper():
        return False  # "Was sind Frühe Hilfen?"
    open_end = OPEN_END.search(text) or re.fullmatch(r"[„“\"»][^“”\"«]+", text)
    return is_prose(text) or is_prose(below) or below[:1].islower() or open_end is not None


# A full stop after a figure or an abbreviation ends no sentence: "am 22. Mai", "e. V.", "z. B.", "ca. 30"; after a
# year it does.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?:(?<!\d\.)|(?<=\b(?:19|20)\d\d\.))(?<!\b\w\.)(?<!\bca\.)(?<!\bbzw\.)(?<!\bevtl\.)(?<!\busw\.)"
    r"(?<!\bStr\.)(?<!\bDr\.)\s+(?=[A-ZÄÖÜ„\"»\[(\d])"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text."""
    return tuple(_SENTENCE_END.split(text))


_GERMAN = frozenset(words("der die das und für mit den von im ein eine zu des auf bei wir zum zur sich"))
_ENGLISH = frozenset(words("the and of for to with us our is was are from by at on about who"))


def language(texts: Iterable[str]) -> str:
    """The language of a page's texts by their small words: "en" where most are English, else "de"."""
    found = [word.casefold() for text in texts for word in text.split()]
    english, german = (sum(word in small for word in found) for small in (_ENGLISH, _GERMAN))
    return "en" if english > 2 * german else "de"
