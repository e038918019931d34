"""Random expressions of each type, for generate.py."""

import random

WORDS = ["", "a", "spam", "Eggs and ham", "ÄÖ ü", "x" * 7, "0x1f", " 12 ", "tab\tnew\nline", "naïve", "日本語", "%s-%d", "{0!r:>8}"]
TYPES = ["int", "float", "str", "bool", "list", "tuple", "dict", "set", "bytes"]
INT_OPERATORS = ["+", "-", "*", "//", "%", "&", "|", "^", "-", "+"]
COMPARISONS = ["<", "<=", "==", "!=", ">", ">="]
STR_METHODS = ["upper()", "title()", "strip()", "split()", "swapcase()", "isalpha()", "casefold()", "splitlines()", "capitalize()",
               "encode()", "isidentifier()", "zfill(9)", "center(11, '*')", "partition('a')", "rsplit('a', 1)", "replace('a', 'bb')",
               "find('a')", "count('a')", "startswith(('a', 's'))", "rjust(5)", "expandtabs(4)", "join(['p', 'q'])", "isspace()"]
FORMATS = ["", "5", "<8", ">8", "^9", "08", "+", ",", "_", "x", "#b", ".3", "e", ".2f", "g", "s", "c", "%", "=+9", "*^12", "10.4f", "d", "n"]
PERCENTS = ["%s", "%r", "%d", "%5d", "%-6s|", "%05.1f", "%x", "%#o", "%e", "%g", "%c", "%%", "%a", "%+d", "%.2s"]


class Expressions:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.depth = 0
        self.names = {}  # variable -> type
        self.functions = []  # (name, how many arguments it likes)
        self.classes = []
        self.counter = 0
        self.in_loop = self.in_function = self.in_generator = False

    # ---- choices

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def fresh(self, stem):
        self.counter += 1
        return f"{stem}{self.counter}"

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    # ---- expressions

    def atom(self, kind):
        known = [name for name, of in self.names.items() if of == kind]
        if known and self.chance(45):
            return self.pick(known)
        r = self.random
        if kind == "int":
            return str(self.pick([0, 1, 2, 3, -1, 7, -5, 10, 255, 1 << 40, -(1 << 62), 10**20, r.randrange(-50, 50)]))
        if kind == "float":
            return repr(self.pick([0.0, -0.0, 0.5, 1.5, -2.25, 1e10, 1e-5, 1e300, float(r.randrange(-20, 20)) / 4]))
        if kind == "bool":
            return self.pick(["True", "False"])
        if kind == "str":
            return repr(self.pick(WORDS))
        if kind == "bytes":
            return repr(self.pick(WORDS).encode())
        return {"list": "[]", "tuple": "()", "dict": "{}", "set": "{0}"}[kind]

    def expression(self, kind=None, depth=3):
        # Now and then of another type than asked for: the messages of errors are compared, too.
        if kind is None or self.chance(4):
            kind = self.pick(TYPES)
        if depth <= 0 or self.chance(20):
            return self.atom(kind)
        return getattr(self, kind + "_expression")(depth - 1)

    def any_expression(self, depth):
        return self.expression(None, depth)

    def call(self, depth):
        name, wanted = self.pick(self.functions)
        count = max(0, wanted + self.pick([0, 0, 0, 0, 1, -1]))
        return f"{name}({', '.join(self.expression(None, depth - 1) for _ in range(count))})"

    def int_expression(self, depth):
        e = self.expression
        choice = self.random.randrange(13)
        if choice < 4:
            return f"({e('int', depth)} {self.pick(INT_OPERATORS)} {e('int', depth)})"
        if choice == 4:
            return f"({e('int', depth)} ** {self.random.randrange(5)})"
        if choice == 5:
            return f"({e('int', depth)} {self.pick(['<<', '>>'])} {self.random.randrange(9)})"
        if choice == 6:
            return f"len({e(self.pick(['str', 'list', 'tuple', 'dict', 'set', 'bytes']), depth)})"
        if choice == 7:
            return f"{self.pick(['-', '~', '+', 'abs', 'int'])}({e('int', depth)})"
        if choice == 8:
            return f"({e('int', depth)} if {e('bool', depth)} else {e('int', depth)})"
        if choice == 9:
            return f"{self.pick(['sum', 'max', 'min'])}({self.int_list(depth)})"
        if choice == 10:
            return f"int({e(self.pick(['float', 'str']), depth)})"
        if choice == 11:
            return f"divmod({e('int', depth)}, {e('int', depth)})[{self.pick('01')}]"
        return f"({e('list', depth)} or [0]).index({e('int', depth)})" if self.chance(30) else f"round({e('float', depth)})"

    def int_list(self, depth):
        return "[" + ", ".join(self.expression("int", depth) for _ in range(self.random.randrange(1, 4))) + "]"

    def float_expression(self, depth):
        e = self.expression
        return self.pick([
            lambda: f"({e('float', depth)} {self.pick(['+', '-', '*', '/', '//', '%'])} {e(self.pick(['float', 'int']), depth)})",
            lambda: f"({e('int', depth)} / {e('int', depth)})",
            lambda: f"float({e(self.pick(['int', 'str', 'bool']), depth)})",
            lambda: f"round({e('float', depth)}, {self.random.randrange(-2, 4)})",
            lambda: f"abs({e('float', depth)})",
        ])()

    def bool_expression(self, depth):
        e = self.expression
        kind = self.pick(["int", "float", "str", "list", "tuple"])
        return self.pick([
            lambda: f"({e(kind, depth)} {self.pick(COMPARISONS)} {e(kind, depth)})",
            lambda: f"({e('int', depth)} {self.pick(COMPARISONS)} {e('float', depth)} {self.pick(COMPARISONS)} {e('int', depth)})",
            lambda: f"({e('bool', depth)} {self.pick(['and', 'or'])} {e('bool', depth)})",
            lambda: f"(not {e(None, depth)})",
            lambda: f"({e('int', depth)} {self.pick(['in', 'not in'])} {e(self.pick(['list', 'tuple', 'set', 'dict']), depth)})",
            lambda: f"({e('str', depth)} in {e('str', depth)})",
            lambda: f"isinstance({e(None, depth)}, {self.pick(['int', 'str', '(list, tuple)', 'float | bool'])})",
            lambda: f"{self.pick(['any', 'all'])}({e('list', depth)})",
        ])()

    def str_expression(self, depth):
        e = self.expression
        return self.pick([
            lambda: f"({e('str', depth)} + {e('str', depth)})",
            lambda: f"({e('str', depth)} * {self.random.randrange(4)})",
            lambda: f"{e('str', depth)}{self.subscript(depth)}",
            lambda: f"str({e(self.pick(['int', 'float', 'list', 'str', 'tuple']), depth)})",
            lambda: f"repr({e(self.pick(['int', 'float', 'str', 'bytes', 'dict']), depth)})",
            lambda: f"({e('str', depth)}).{self.pick(STR_METHODS)}",
            lambda: f"format({e(self.pick(['int', 'float', 'str']), depth)}, {self.pick(FORMATS)!r})",
            lambda: f"({self.pick(PERCENTS)!r} % ({e(self.pick(['int', 'float', 'str']), depth)},))",
            lambda: 'f"' + self.pick(["", "v="]) + "{" + self.simple() + self.pick(["", "!r", "!s", "=", ":>6", ":<5"]) + '}"',
            lambda: f"{e('str', depth)}.join({e('list', depth)})",
            lambda: f"{self.pick(['hex', 'bin', 'oct', 'chr'])}({e('int', depth)} % 999)",
            lambda: f"'{{}}:{{!r:>5}}'.format({e('int', depth)}, {e('str', depth)})",
        ])()

    def simple(self):
        return self.pick(list(self.names) or ["1"]) if self.chance(70) else str(self.random.randrange(100))

    def subscript(self, depth):
        e = self.expression
        if self.chance(40):
            return f"[{self.random.randrange(-3, 4)}]"
        part = lambda: self.pick(["", str(self.random.randrange(-4, 5))])
        return f"[{part()}:{part()}" + (f":{self.pick(['', '2', '-1', '-2'])}]" if self.chance(40) else "]")

    def items(self, depth, most=4):
        parts = []
        for _ in range(self.random.randrange(most)):
            parts.append(("*" if self.chance(8) else "") + self.expression(self.pick(["int", "int", "str", "float", "bool", "list", "tuple"]), depth))
        return parts

    def list_expression(self, depth):
        e = self.expression
        return self.pick([
            lambda: "[" + ", ".join(self.items(depth)) + "]",
            lambda: f"({e('list', depth)} + {e('list', depth)})",
            lambda: f"({e('list', depth)} * {self.random.randrange(3)})",
            lambda: f"{e('list', depth)}{self.subscript(depth)}",
            lambda: f"list({e(self.pick(['str', 'tuple', 'dict', 'bytes']), depth)})",
            lambda: f"list(range({self.random.randrange(-5, 9)}, {self.random.randrange(-5, 9)}, {self.pick([1, 2, -1, 3])}))",
            lambda: f"sorted({e(self.pick(['list', 'str', 'tuple', 'set']), depth)}" + self.pick([")", ", reverse=True)", ", key=repr)", ", key=str)"]),
            lambda: self.comprehension("[", "]", depth),
            lambda: f"list({self.pick(['enumerate', 'reversed'])}({e('list', depth)}))",
            lambda: f"list(zip({e('list', depth)}, {e('str', depth)}))",
            lambda: f"list(map({self.pick(['str', 'repr', 'bool', 'lambda v: (v, v)'])}, {e('list', depth)}))",
            lambda: f"list(filter(None, {e('list', depth)}))",
        ])()

    def comprehension(self, opening, closing, depth):
        outer = dict(self.names)
        name = self.fresh("i")
        source = self.pick([f"range({self.random.randrange(6)})", self.expression("list", depth - 1), self.expression("str", depth - 1)])
        self.names[name] = "int" if source.startswith("range") else "str"
        value = self.pick([name, self.expression(None, depth - 1), f"({name}, {self.expression('int', depth - 1)})"])
        condition = f" if {self.expression('bool', depth - 1)}" if self.chance(40) else ""
        inner = f" for {name}_ in range(2)" if self.chance(15) else ""
        self.names = outer
        return f"{opening}{value} for {name} in {source}{condition}{inner}{closing}"

    def tuple_expression(self, depth):
        e = self.expression
        return self.pick([
            lambda: "(" + "".join(item + ", " for item in self.items(depth)) + ")",
            lambda: f"({e('tuple', depth)} + {e('tuple', depth)})",
            lambda: f"tuple({e(self.pick(['list', 'str']), depth)})",
            lambda: f"{e('tuple', depth)}{self.subscript(depth)}",
            lambda: f"divmod({e('int', depth)}, {e('int', depth)})",
        ])()

    def dict_expression(self, depth):
        e = self.expression
        pair = lambda: f"{e(self.pick(['int', 'str', 'tuple']), depth)}: {e(None, depth)}"
        return self.pick([
            lambda: "{" + ", ".join(("**" + e("dict", depth)) if self.chance(15) else pair() for _ in range(self.random.randrange(4))) + "}",
            lambda: f"({e('dict', depth)} | {e('dict', depth)})",
            lambda: f"dict(a={e('int', depth)}, b={e('str', depth)})",
            lambda: f"dict(zip({e('str', depth)}, {e('list', depth)}))",
            lambda: f"dict.fromkeys({e('str', depth)}, {e('int', depth)})",
            lambda: "{" + f"k: v for k, v in enumerate({e('list', depth)})" + "}",
        ])()

    def set_expression(self, depth):
        e = self.expression
        ints = ", ".join(e("int", depth) for _ in range(self.random.randrange(1, 4)))
        return self.pick([
            lambda: "{" + ints + "}",
            lambda: f"({e('set', depth)} {self.pick(['|', '&', '-', '^'])} {e('set', depth)})",
            lambda: f"set({self.int_list(depth)})",
            lambda: f"frozenset(({ints},))",
        ])()

    def bytes_expression(self, depth):
        e = self.expression
        return self.pick([
            lambda: f"({e('str', depth)}).encode({self.pick(['', repr('utf-16'), repr('latin-1'), repr('ascii')])})",
            lambda: f"({e('bytes', depth)} + {e('bytes', depth)})",
            lambda: f"bytes(n % 256 for n in {self.int_list(depth)})",
            lambda: f"{e('bytes', depth)}{self.subscript(depth)}",
            lambda: f"bytes({e('bytes', depth)}).{self.pick(['upper()', 'hex()', 'split()', 'strip()', 'decode()', 'title()', 'isdigit()', 'find(97)'])}",
        ])()
