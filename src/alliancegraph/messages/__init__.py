"""The sentences of all findings: code -> (severity, German, English).

A sentence says what is wrong and what to do. Code-list and shape messages live in `shapes/`.
"""

from alliancegraph.messages import harvest, imports, pages, publishing, records, tables, web
from alliancegraph.messages.records import REASONS

MESSAGES: dict[str, tuple[str, str, str]] = {
    **records.MESSAGES,
    **pages.MESSAGES,
    **web.MESSAGES,
    **imports.MESSAGES,
    **tables.MESSAGES,
    **publishing.MESSAGES,
    **harvest.MESSAGES,
}

__all__ = ["MESSAGES", "REASONS"]
