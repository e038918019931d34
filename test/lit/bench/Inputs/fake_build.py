"""Writes a build tree whose benchmark programs are scripts that print results of their own: fake_build.py FOLDER [variant=seconds]
[variant!answer] [variant?] ... in which `?` is a program that fails. What is not named takes 0.1 s and answers "42"."""

import pathlib
import sys

SCRIPT = """#!{python}
import sys
if {fails}:
    sys.exit("wrong answer: the sum is odd")
threads = int(sys.argv[1])
# A little noise, the same in each run.
noise = 1 + (threads * 7 + len(sys.argv[0])) % 5 / 500
print('{{"answer": "{answer}", "seconds": %f, "cpu_seconds": 0.1, "operations": 1000, "quality": 0}}' % ({seconds} * noise))
print("stm: statistics\\nstm: commits in views      900\\nstm: aborts     100", file=sys.stderr)
"""

folder = pathlib.Path(sys.argv[1]) / "bin" / "bench"
folder.mkdir(parents=True, exist_ok=True)
changes = sys.argv[2:]
for variant in ("plain", "mutex", "stm"):
    values = {"python": sys.executable, "fails": False, "answer": "42", "seconds": 0.1}
    for change in changes:
        if change.startswith(variant + "="):
            values["seconds"] = float(change.partition("=")[2])
        elif change.startswith(variant + "!"):
            values["answer"] = change.partition("!")[2]
        elif change == variant + "?":
            values["fails"] = True
    program = folder / f"k_means_{variant}"
    program.write_text(SCRIPT.format(**values))
    program.chmod(0o755)
