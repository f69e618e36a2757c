"""Makes `src/alliancegraph/tables/areas.tsv.gz` from the official tables: `python tools/areas.py ../shared/data`.

The folder holds `municipalities.csv` (ags, name), `districts.csv` (ags, type, name), `postcodes.csv` (postal_code,
ags), `regional-keys.csv` (ags, ars) and `geonames.csv` (ags, geonames_id). What changed against the table that is there
is printed. The form of the table is told in `src/alliancegraph/tables/README.md`.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src" / "alliancegraph" / "tables" / "areas.tsv.gz"

STATES = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
TOWNS = ("Kreisfreie Stadt", "Stadtkreis")

# What the tables write behind a name to say what kind of place it is: ", Stadt", ", GKSt", " (Krfr. St)", " kfr. St.".
_KIND = (
    r"(?:[\w. -]*(?:[Ss]tadt|[Ff]lecken|[Bb]ad|[Gg]emeinde|[Kk]urort|Kirchspiel|Stadtkreis)"
    r"|Stadt der \w+|M|St\.?|GKSt|[\w. ]*St\.)"
)
_TITLE = re.compile(rf"(?:,\s*{_KIND})+(?=/|$)|\s*\(Krfr\.\s?St\)$|\s+kfr\. St\.$")


def plain(name: str) -> str:
    """An official name without the kind of place ("Stadt Erfurt", "Erfurt, Stadt") and spaces behind a slash."""
    bare = re.sub(r"/\s+", "/", _TITLE.sub("", name))
    return bare if bare == "Stadt Wehlen" else bare.removeprefix("Stadt ")


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    """The rows of a source table."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(folder: Path) -> str:
    """The lines of the table."""
    names = {row["ags"]: plain(row["name"]) for row in rows(folder, "municipalities.csv")}
    districts = {row["ags"]: (plain(row["name"]), row["type"] in TOWNS) for row in rows(folder, "districts.csv")}
    regional = {row["ags"]: row["ars"] for row in rows(folder, "regional-keys.csv")}
    geonames = {row["ags"]: row["geonames_id"] for row in rows(folder, "geonames.csv")}
    postcodes: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows(folder, "postcodes.csv"):
        # A key that is none today: of its district, where that is still there, else of its state.
        key = row["ags"]
        here = key if key in names else "-" + (key[:5] if key[:5] in districts else key[:2])
        postcodes[here].add(row["postal_code"])
    lines: list[tuple[str, ...]] = list(STATES.items())
    lines += [(key, name, "T" if town else "L") for key, (name, town) in districts.items()]
    for key, name in names.items():
        # The tables of Rhineland-Palatinate cut long names; those of its district-free towns stand among the districts.
        full = districts[key[:5]][0] if key.startswith("07") and key.endswith("000") else name
        ars = regional.get(key, "")
        if ars and (ars[:5], ars[9:]) != (key[:5], key[5:]):
            raise SystemExit(f"{key}: {ars} is no regional key of it")
        lines.append((key, full, ars[5:9], geonames.get(key, ""), " ".join(sorted(postcodes.get(key, ())))))
    lines += [(key, "", "", "", " ".join(sorted(postcodes[key]))) for key in postcodes if key.startswith("-")]
    return "".join("\t".join(line) + "\n" for line in sorted(lines))


def main(folder: str) -> None:
    """Writes the table and prints which keys came, went or changed."""
    text = table(Path(folder))
    old = gzip.decompress(TABLE.read_bytes()).decode() if TABLE.exists() else ""
    before, after = ({line.split("\t")[0]: line for line in text.splitlines()} for text in (old, text))
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            print(f"- {before.get(key, '')}\n+ {after.get(key, '')}")
    TABLE.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
