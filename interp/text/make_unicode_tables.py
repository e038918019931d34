#!/usr/bin/env python3
"""Writes the Unicode tables of text/unicode.cpp, text/normalize.cpp and text/unicode_names.cpp.

The distribution's python3 knows every property that the interpreter must agree with, so the tables are
made from its answers when the project is built: usage: make_unicode_tables.py OUTPUT_DIRECTORY
"""
import os
import sys
import unicodedata as ud

SHIFT = 7
LIMIT = 0x110000
CATEGORIES = sorted({ud.category(chr(c)) for c in range(LIMIT)})
BIDIRECTIONAL = sorted({ud.bidirectional(chr(c)) for c in range(LIMIT)})
WIDTHS = sorted({ud.east_asian_width(chr(c)) for c in range(LIMIT)})

FLAGS = ["Alpha", "Decimal", "Digit", "Numeric", "Lower", "Upper", "Title", "Space", "Printable",
         "IdStart", "IdContinue", "Cased", "CaseIgnorable", "SpecialCase", "Mirrored", "LineBreak"]


def flags_of(c):
    ch = chr(c)
    final = ("A" + ch + "\u03a3").lower().endswith("\u03c2")
    cased_before = (ch + "\u03a3").lower().endswith("\u03c2")
    ignorable = final and not cased_before
    special = any(len(f) > 1 for f in (ch.upper(), ch.lower(), ch.title(), ch.casefold()))
    answers = [ch.isalpha(), ch.isdecimal(), ch.isdigit(), ch.isnumeric(), ch.islower(), ch.isupper(),
               ch.istitle() and not ch.isupper(), ch.isspace(), ch.isprintable(), ch.isidentifier(),
               ("a" + ch).isidentifier(), (ch + "a").title().endswith("a"), ignorable, special,
               bool(ud.mirrored(ch)), len(("a" + ch + "b").splitlines()) > 1]
    return sum(1 << i for i, yes in enumerate(answers) if yes)


def record_of(c):
    ch = chr(c)

    def delta(text):
        return ord(text) - c if len(text) == 1 else 0

    return (flags_of(c), CATEGORIES.index(ud.category(ch)), BIDIRECTIONAL.index(ud.bidirectional(ch)),
            ud.combining(ch), WIDTHS.index(ud.east_asian_width(ch)), ud.decimal(ch, 255), ud.digit(ch, 255),
            delta(ch.upper()), delta(ch.lower()), delta(ch.title()), delta(ch.casefold()))


def array(out, declaration, items, per_line=16):
    out.write(f"constexpr {declaration} = {{\n")
    for i in range(0, len(items), per_line):
        out.write(", ".join(str(x) for x in items[i:i + per_line]) + ",\n")
    out.write("};\n")


def names(out, kind, items):
    array(out, f"const char *k{kind}[]", [f'"{x}"' for x in items])


def paged(out, name, values):
    """A two-level table: pages that are equal are written once."""
    pages, index = {}, []
    for start in range(0, LIMIT, 1 << SHIFT):
        page = tuple(values[start:start + (1 << SHIFT)])
        index.append(pages.setdefault(page, len(pages)))
    array(out, f"uint16_t k{name}Index[]", index)
    array(out, f"uint16_t k{name}Pages[]", [x for page in pages for x in page])


def write_properties(directory):
    records, values = {}, []
    for c in range(LIMIT):
        values.append(records.setdefault(record_of(c), len(records)))
    with open(os.path.join(directory, "unicode_flags.inc"), "w") as out:
        for i, flag in enumerate(FLAGS):
            out.write(f"constexpr uint16_t kChar{flag} = {1 << i};\n")
    with open(os.path.join(directory, "unicode_properties.inc"), "w") as out:
        out.write(f"constexpr int kShift = {SHIFT};\n")
        out.write(f'constexpr const char kVersion[] = "{ud.unidata_version}";\n')
        names(out, "Categories", CATEGORIES)
        names(out, "Bidirectional", BIDIRECTIONAL)
        names(out, "Widths", WIDTHS)
        array(out, "CharInfo kRecords[]", ["{%s}" % ", ".join(map(str, r)) for r in records], 1)
        paged(out, "Record", values)
        special = []
        for c in range(LIMIT):
            ch = chr(c)
            forms = [ch.upper(), ch.lower(), ch.title(), ch.casefold()]
            if any(len(f) > 1 for f in forms):
                cells = ["{%s}" % ", ".join(str(ord(x)) for x in f) for f in forms]
                special.append("{%d, {%s}}" % (c, ", ".join(cells)))
        array(out, "SpecialCase kSpecialCases[]", special, 1)
        array(out, "NumericValue kNumericValues[]",
              ["{%d, %r}" % (c, ud.numeric(chr(c))) for c in range(LIMIT) if ud.numeric(chr(c), None) is not None], 4)


def write_decompositions(directory):
    text, entries, tags, pairs = [], [], [""], []
    for c in range(LIMIT):
        raw = ud.decomposition(chr(c))
        if not raw:
            continue
        parts = raw.split()
        tag = parts.pop(0)[1:-1] if parts[0].startswith("<") else ""
        if tag not in tags:
            tags.append(tag)
        points = [int(p, 16) for p in parts]
        entries.append((c, len(text), len(points), tags.index(tag)))
        text += points
        if not tag and len(points) == 2 and ud.normalize("NFC", "".join(map(chr, points))) == chr(c):
            pairs.append((points[0], points[1], c))
    with open(os.path.join(directory, "unicode_decompositions.inc"), "w") as out:
        names(out, "DecompositionTags", tags)
        array(out, "uint32_t kDecompositionText[]", text)
        array(out, "DecompositionEntry kDecompositions[]", ["{%d, %d, %d, %d}" % e for e in entries], 4)
        array(out, "CompositionPair kCompositions[]", ["{%d, %d, %d}" % p for p in sorted(pairs)], 4)


def write_names(directory):
    named = []
    for c in range(LIMIT):
        name = ud.name(chr(c), "")
        if name and not name.startswith(("HANGUL SYLLABLE ", "CJK UNIFIED IDEOGRAPH-")):
            named.append((c, name))
    with open(os.path.join(directory, "unicode_names.inc"), "w") as out:
        out.write("constexpr char kNameText[] =\n")
        offset, offsets = 0, []
        for c, name in named:
            out.write(f'"{name}"\n')
            offsets.append(offset)
            offset += len(name)
        out.write(";\n")
        array(out, "uint32_t kNameOffsets[]", offsets + [offset])
        array(out, "uint32_t kNameChars[]", [c for c, _ in named])
        order = sorted(range(len(named)), key=lambda i: named[i][1])
        array(out, "uint16_t kNameOrder[]", order)
        ideographs = []
        for c in range(LIMIT):
            if ud.name(chr(c), "").startswith("CJK UNIFIED IDEOGRAPH-"):
                if ideographs and ideographs[-1][1] == c - 1:
                    ideographs[-1][1] = c
                else:
                    ideographs.append([c, c])
        array(out, "uint32_t kIdeographRanges[][2]", ["{%d, %d}" % tuple(r) for r in ideographs], 4)


if __name__ == "__main__":
    write_properties(sys.argv[1])
    write_decompositions(sys.argv[1])
    write_names(sys.argv[1])
