"""Compares the trees that the interpreter and Python's own ast module make of library files.

Usage: compare_trees.py interpreter first-letters. Characters beyond ASCII are escaped in both dumps.
"""

import ast
import pathlib
import subprocess
import sys
import sysconfig
import warnings


ABSENT = object()


def dump(node):
    if isinstance(node, list):
        return "[" + ", ".join(map(dump, node)) + "]"
    if not isinstance(node, ast.AST):
        return ascii(node)
    parts = []
    for name in (*node._fields, *node._attributes):
        value = getattr(node, name, ABSENT)
        if value is ABSENT or (value is None and getattr(type(node), name, ABSENT) is None):
            continue
        parts.append(f"{name}={dump(value)}")
    return f"{type(node).__name__}({', '.join(parts)})"


def main():
    interpreter, letters = sys.argv[1:]
    warnings.simplefilter("ignore")
    library = pathlib.Path(sysconfig.get_path("stdlib"))
    files = [path for path in sorted(library.glob("*.py")) if path.name[0] in letters]
    different = 0
    for path in files:
        command = [interpreter, "-X", "dump-ast", str(path)]
        got = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout
        if got.rstrip("\n") != dump(ast.parse(path.read_bytes())):
            different += 1
            print("different:", path.name)
    print(len(files) > 5, different)


main()
