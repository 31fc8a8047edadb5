"""An article's data as a Data Package (datapackage.org, version 2.0): what is in it, and how it is to be read.

Each table and chart is a CSV file of its own, and all numbers stand in one by their keys. The same
article gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.article.addresses import slug_of
from generator.article.values import Article
from generator.documents.sheets import Column, Sheet, find_sheets
from generator.pages.base import EXAMPLE, Build, say_apart
from generator.records import Archive

PACKAGE, MANIFEST = "datapackage.json", "manifest.json"
PROFILES = "https://datapackage.org/profiles/2.0"
DIALECT = {
    "$schema": f"{PROFILES}/tabledialect.json",
    "delimiter": ";",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}
KINDS = {"report": "lagesrapport", "meeting": "mote", "decision": "beslut"}
ALL = "Alla tal är med. Paketet är för gruppen själv."
HOW = (
    "Filerna är CSV i UTF-8 med semikolon mellan fälten och decimalkomma. Där ett tal saknas står orden "
    "för varför; de är uppräknade för varje fält. Ord som börjar med =, +, - eller @ har en apostrof "
    "före, så att inget kalkylprogram tar dem för en formel."
)


def write_package(
    article: Article, build: Build, others: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the files of an article's data by path, and a manifest of these and of `others`."""
    files = write_sheets(article)
    sheets = zip(files, find_sheets(article), strict=True)
    resources = [describe_sheet(path, sheet, files[path]) for path, sheet in sheets]
    files[PACKAGE] = write_json(describe_package(article, build, resources))
    return files | {MANIFEST: write_manifest(article, {**files, **(others or {})})}


def write_sheets(article: Article) -> dict[str, bytes]:
    """Return the tables of an article's data by path."""
    return {f"data/{sheet.name}.csv": sheet.write().encode() for sheet in find_sheets(article)}


def describe_package(
    article: Article, build: Build, resources: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return what is told of the package as a whole."""
    mall = build.archive.mall
    told = [EXAMPLE if mall.example else "", HOW]
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"{KINDS[article.ref.kind]}-{slug_of(article.ref.id)}",
        "title": article.title,
        "description": " ".join(filter(None, told)),
        "created": f"{article.as_of}T00:00:00Z",
        "reader": describe_reader(build.archive),
        "contributors": [
            {"title": mall.municipality, "organization": mall.group, "roles": ["publisher"]}
        ],
        "sources": list(describe_sources(build.archive, article)),
        "resources": resources,
    }


def describe_reader(archive: Archive) -> dict[str, str]:
    """Return whom the numbers are for, and what that means for them."""
    reader = archive.reader
    if reader is None:
        return {"title": archive.mall.distributions[0].name, "rule": ALL}
    rule = f"{say_apart(archive)} Poster som inte sprids till {reader.name} står inte här."
    return {"title": reader.name, "rule": rule}


def describe_sheet(path: str, sheet: Sheet, raw: bytes) -> dict[str, Any]:
    """Return what is told of a sheet: where it is, and what its fields hold."""
    about = {
        "name": sheet.name,
        "type": "table",
        "path": path,
        "title": sheet.title,
        "description": sheet.note,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "dialect": DIALECT,
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [describe_column(column) for column in sheet.columns],
            "missingValues": [""],
        },
    }
    return {key: value for key, value in about.items() if value != ""}


def describe_column(column: Column) -> dict[str, Any]:
    """Return what is told of a field."""
    about: dict[str, Any] = {"name": column.name, "type": column.kind}
    if column.kind == "number":
        about["decimalChar"] = ","
    if column.unit:
        about["unit"] = column.unit
    if column.missing:
        about["missingValues"] = ["", *column.missing]
    return about


def describe_sources(archive: Archive, article: Article) -> Iterator[dict[str, str]]:
    """Yield the records an article rests on, with the SHA-256 of the text of each as it is read.

    Of a record that its reader may read only in part, the sum would tell of the rest.
    """
    records = {record.path: record.source.whole for record in archive.datable}
    for path in article.sources:
        if path in records and archive.reader is None:
            yield {"title": path, "hash": f"sha256:{digest(records[path].encode())}"}
        elif path in records:
            yield {"title": path}


def write_manifest(article: Article, files: Mapping[str, bytes]) -> bytes:
    """Return the list of files, with the size and SHA-256 of each."""
    about = {"kind": article.ref.kind, "id": article.ref.id, "title": article.title}
    return write_json({**about, "asOf": str(article.as_of), "files": list_files(files)})


def list_files(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return files as a manifest lists them, in the order of their paths."""
    return [
        {"path": path, "bytes": len(raw), "sha256": digest(raw)}
        for path, raw in sorted(files.items())
    ]


def digest(raw: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(raw).hexdigest()


def write_json(value: object) -> bytes:
    """Write JSON that people read too, ended by a line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
