"""HTML that cannot be injected: text is escaped unless it was made here."""

from __future__ import annotations

import html
import re

_VOID = frozenset({"br", "hr", "input", "link", "meta", "rect"})
# HTML section 13.1.4 forbids control characters and noncharacters; UTF-8 has no surrogates.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_IMPOSSIBLE = re.compile("[\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | None
"""Text is escaped, `Html` is not, None is nothing."""


def text(value: str) -> Html:
    """Escaped text; characters that HTML cannot hold are shown as pictures of themselves, or as U+FFFD."""
    seen = _CONTROL.sub(lambda match: chr(0x2400 + ord(match[0])), value)
    return Html(html.escape(_IMPOSSIBLE.sub("\ufffd", seen)))


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """An element. An attribute's last underscore is dropped (`class_`), others are hyphens; None and False: none."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{text(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{written}>" if name != "rect" else f"<{name}{written}/>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """Some text and elements one after the other."""
    return Html("".join(child if isinstance(child, Html) else text(child) for child in children if child is not None))
