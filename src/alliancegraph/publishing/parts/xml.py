"""XML files: what a site has of them is made and written here, so that no text of a record can break one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, Char


def root(name: str, namespace: str, **attributes: str) -> Element:
    """The root of a document all of whose elements are in `namespace`."""
    return Element(name, {"xmlns": namespace, **attributes})


def add(parent: Element, name: str, text: str | None = None, attributes: Mapping[str, str] | None = None) -> Element:
    """A new last child."""
    child = SubElement(parent, name, {key: _clean(value) for key, value in (attributes or {}).items()})
    child.text = None if text is None else _clean(text)
    return child


def written(document: Element) -> bytes:
    """A document as UTF-8, an element a line."""
    indent(document)
    content: bytes = tostring(document, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _clean(text: str) -> str:
    """A text without the characters that no XML document can hold."""
    return _NO_CHARACTER.sub("\ufffd", text)
