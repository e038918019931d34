"""Regular expressions over a text: searching, groups, substitution with a function, splitting."""

import re

from command_line import run

SIZE = 12
SMALL = 1

LINE = re.compile(r"^(?P<day>\d{4}-\d\d-\d\d) (?P<level>INFO|WARN|ERROR) \[(?P<who>[\w.]+)\] (?P<text>.*)$", re.M)
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
ADDRESS = re.compile(r"\b[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}\b", re.I)
WORDS = re.compile(r"[\s,;:]+")
REPEATED = re.compile(r"\b(\w+)(?=.*\b\1\b)")


def log(lines):
    made = []
    for n in range(lines):
        level = ("INFO", "WARN", "ERROR", "DEBUG")[n % 4]
        made.append(
            f"2024-{n % 12 + 1:02}-{n % 28 + 1:02} {level} [part{n % 9}.worker] took {n * 0.37:.2f} s, "
            f"{n} items; mail user{n % 50}@host-{n % 5}.example.org about item {n % 17} item"
        )
    return "\n".join(made)


def answer(rounds):
    text = log(300)
    total = 0.0
    found = 0
    for _ in range(rounds):
        for match in LINE.finditer(text):
            found += len(match["who"]) + (match["level"] == "ERROR")
            total += sum(map(float, NUMBER.findall(match["text"])))
        hidden = ADDRESS.sub(lambda match: "x" * len(match[0]), text)
        found += hidden.count("x") + len(WORDS.split(text))
        found += sum(1 for line in text.splitlines() if REPEATED.search(line))
    return f"found {found} total {total:.2f}"


if __name__ == "__main__":
    run(answer, SIZE)
