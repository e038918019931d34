"""Writes a random Python program, the same for the same seed: `generate.py SEED`.

The program prints what its expressions give, and the type and message of what they raise. It ends by itself: loops
are short and numbers stay small. What may differ between implementations (addresses, the order of sets, timing) is
never printed. compare.py runs such programs under two interpreters.
"""

import sys

from expressions import STR_METHODS, TYPES, Expressions

LIST_METHODS = ["copy()", "count(1)", "index(1)", "pop()", "reverse()", "sort()", "append(0)", "extend((1, 2))", "insert(1, 'n')", "remove(1)", "clear()"]
DICT_METHODS = ["copy()", "get(1)", "pop(1)", "popitem()", "setdefault('k', [])", "update(z=1)", "get('a', -1)", "clear()"]
ERRORS = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "AttributeError", "LookupError", "ArithmeticError",
          "Exception", "RuntimeError", "StopIteration", "NameError", "OverflowError"]


class Program(Expressions):
    def shown(self, kind=None):
        # Sets are shown in order; so are dicts, which have one.
        kind = kind or self.pick(TYPES)
        if self.functions and self.chance(15):
            return f"show({self.call(3)})"
        return f"show({self.expression(kind, 3)})"

    def block(self, least=1, most=3):
        names = dict(self.names)
        self.depth += 1
        for _ in range(self.random.randrange(least, most + 1)):
            self.statement()
        self.depth -= 1
        self.names = names

    def statement(self):
        if self.depth > 4:
            return self.line(self.shown())
        kinds = ["assign"] * 6 + ["print"] * 6 + ["if"] * 2 + ["for"] * 2 + ["try"] * 4 + ["augment"] * 2 + ["method"] * 2 + ["unpack", "while", "del", "match", "with", "walrus", "assert", "setitem"]
        if self.depth < 2:
            kinds += ["function"] * 2 + ["class", "generator", "lambda"]
        if self.in_loop:
            kinds += ["break", "continue"]
        if self.in_function:
            kinds += ["return"] * 2
        if self.in_generator:
            kinds += ["yield"] * 4
        getattr(self, "do_" + self.pick(kinds))()

    def assign(self, name, kind):
        self.line(f"{name} = {self.expression(kind, 3)}")
        self.names[name] = kind

    def do_assign(self):
        self.assign(self.pick("abcdefgh"), self.pick(TYPES))

    def do_print(self):
        self.line(self.shown())

    def do_augment(self):
        known = [n for n, of in self.names.items() if of in ("int", "list", "str", "float", "tuple")]
        if not known:
            return self.do_assign()
        name = self.pick(known)
        kind = self.names[name]
        operator = self.pick({"int": ["+=", "-=", "*=", "//=", "|="], "float": ["+=", "*=", "/="]}.get(kind, ["+="]))
        self.line(f"{name} {operator} {self.expression(kind, 2)}")

    def do_method(self):
        known = [n for n, of in self.names.items() if of in ("list", "dict", "str")]
        if not known:
            return self.do_assign()
        name = self.pick(known)
        methods = {"list": LIST_METHODS, "dict": DICT_METHODS, "str": STR_METHODS}[self.names[name]]
        self.line(f"show({name}.{self.pick(methods)}, {name})")

    def do_setitem(self):
        known = [n for n, of in self.names.items() if of in ("list", "dict")]
        if not known:
            return self.do_assign()
        name = self.pick(known)
        if self.names[name] == "dict":
            self.line(f"{name}[{self.expression(self.pick(['int', 'str']), 1)}] = {self.expression(None, 2)}")
        else:
            self.line(f"{name}{self.subscript(1)} = {self.expression(self.pick(['list', 'int', 'tuple']), 2)}")
        self.line(f"show({name})")

    def do_unpack(self):
        a, b = self.pick("abcd"), self.pick("efgh")
        star = self.pick(["", "*"])
        self.line(f"{a}, {star}{b} = {self.expression(self.pick(['list', 'tuple', 'str']), 2)}")
        self.names.pop(a, None)
        self.names.pop(b, None)
        self.line(f"show({a}, {b})")

    def do_if(self):
        self.line(f"if {self.expression('bool', 2)}:")
        self.block()
        if self.chance(40):
            self.line(f"elif {self.expression(None, 2)}:")
            self.block()
        if self.chance(50):
            self.line("else:")
            self.block()

    def loop(self, head, name=None, kind=None):
        self.line(head)
        before, self.in_loop = self.in_loop, True
        names = dict(self.names)
        if name:
            self.names[name] = kind
        self.block()
        self.names = names
        self.in_loop = before
        if self.chance(30):
            self.line("else:")
            self.block(1, 2)

    def do_for(self):
        name = self.fresh("i")
        source = self.pick([f"range({self.random.randrange(5)})", self.expression("list", 2) + "[:5]", f"({self.expression('str', 1)})[:4]",
                            f"list({self.expression('dict', 2)})[:4]"])
        self.loop(f"for {name} in {source}:", name, "int" if source.startswith("range") else "str")

    def do_while(self):
        name = self.fresh("n")
        self.line(f"{name} = 0")
        self.line(f"while ({name} := {name} + 1) < {self.random.randrange(1, 5)}:")
        before, self.in_loop = self.in_loop, True
        self.block()
        self.in_loop = before

    def do_try(self):
        self.line("try:")
        self.block(1, 3)
        handlers = self.random.sample(ERRORS, self.random.randrange(1, 3)) if self.chance(80) else []
        for error in handlers:
            self.line(f"except {error} as error:")
            self.depth += 1
            self.line("show(type(error).__name__, str(error))")
            if self.chance(15):
                self.line(self.pick(["raise", f"raise {self.pick(ERRORS)}('again') from error"]))
            self.depth -= 1
        if handlers and self.chance(25):
            self.line("else:")
            self.block(1, 1)
        if not handlers or self.chance(40):
            self.line("finally:")
            # Leaving a finally by return or break drops the exception: allowed, and compared.
            self.block(1, 2)

    def do_walrus(self):
        name = self.pick("abcdefgh")
        self.line(f"show(({name} := {self.expression('int', 2)}), {name})")
        self.names[name] = "int"

    def do_assert(self):
        self.line(f"assert {self.expression('bool', 2)}, {self.expression('str', 1)}")

    def do_del(self):
        known = [n for n in self.names if n in "abcdefgh"]
        if not known:
            return self.do_assign()
        name = self.pick(known)
        self.line(f"del {name}")
        del self.names[name]

    def do_match(self):
        self.line(f"match {self.expression(self.pick(['list', 'tuple', 'int', 'str', 'dict']), 2)}:")
        self.depth += 1
        cases = ["[x_, y_]", "[x_, *rest_]", "0 | 1 | None", "int(x_)", "str() as x_", "{'a': x_, **rest_}", "()", "[[*x_], _]", "'spam'", "float() | bool()"]
        for case in self.random.sample(cases, 3):
            self.line(f"case {case}" + (f" if {self.expression('bool', 1)}:" if self.chance(20) else ":"))
            self.block(1, 1)
        if self.chance(60):
            self.line("case _:")
            self.block(1, 1)
        self.depth -= 1

    def do_with(self):
        self.line(f"with Manager({self.expression('str', 1)}, {self.pick(['True', 'False', 'False'])}) as m:")
        self.block(1, 3)

    def function_body(self, generator=False):
        names, saved = dict(self.names), (self.in_loop, self.in_function, self.in_generator)
        self.in_loop, self.in_function, self.in_generator = False, True, generator
        self.block(2, 4)
        self.depth += 1
        if generator:
            self.line(f"yield {self.expression(None, 2)}")
        else:
            self.line(f"return {self.expression(None, 2)}")
        self.depth -= 1
        self.in_loop, self.in_function, self.in_generator = saved
        self.names = names

    def parameters(self):
        count = self.random.randrange(4)
        names = [self.fresh("p") for _ in range(count)]
        parts = list(names)
        for i in range(self.random.randrange(count + 1)):
            parts[count - 1 - i] += f"={self.expression(self.pick(['int', 'str']), 1)}"
        if count > 1 and self.chance(15):
            parts.insert(1, "/")
        if self.chance(25):
            parts.append("*args")
        if self.chance(20):
            parts.append("**keywords")
        return names, ", ".join(parts), count

    def do_function(self):
        name = self.fresh("f")
        names, text, count = self.parameters()
        outer = dict(self.names)
        self.line(f"def {name}({text}):")
        # Only its own names: others may be unbound when it is called.
        self.names = {p: self.pick(["int", "str", "list"]) for p in names}
        functions, self.functions = self.functions, []
        self.function_body()
        self.functions = functions
        self.names = outer
        self.functions.append((name, count))
        self.line(f"show({self.call(2)})")

    def do_lambda(self):
        name = self.fresh("l")
        self.line(f"{name} = lambda v, w={self.expression('int', 1)}: ({self.expression('int', 1)}, v, w)")
        self.functions.append((name, 1))

    def do_generator(self):
        name = self.fresh("g")
        outer = dict(self.names)
        functions, self.functions = self.functions, []
        self.line(f"def {name}():")
        self.names = {}
        self.function_body(generator=True)
        self.names = outer
        self.functions = functions
        self.line(f"show(list({name}()))")
        if self.chance(40):
            self.line(f"it = {name}()")
            self.line(f"show(next(it, 'end'), it.send({self.expression('int', 1)}))")

    def do_class(self):
        name = self.fresh("C")
        base = self.pick([""] * 3 + [f"({c})" for c in self.classes] + ["(list)", "(int)", "(dict)", "(str)"])
        outer, functions = dict(self.names), self.functions
        self.names, self.functions = {}, []
        self.line(f"class {name}{base}:")
        self.depth += 1
        self.line(f"level = {self.expression('int', 2)}")
        wanted = ["__add__", "__radd__", "__eq__", "__lt__", "__len__", "__getitem__", "__call__", "__contains__", "__bool__", "__neg__", "__getattr__", "__iter__"]
        for method in self.random.sample(wanted, self.random.randrange(1, 5)):
            unary = method in ("__len__", "__bool__", "__neg__", "__iter__")
            self.line(f"def {method}(self{'' if unary else ', other'}):")
            self.depth += 1
            if method == "__iter__":
                self.line(f"yield {self.expression('int', 1)}")
            elif method == "__getattr__":
                self.line("if other.startswith('__'): raise AttributeError(other)")
                self.line("return other * 2")
            else:
                self.line(f"return {self.expression({'__len__': 'int', '__bool__': 'bool'}.get(method), 1)}")
            self.depth -= 1
        if self.chance(50):
            self.line("@property")
            self.line(f"def value(self): return {self.expression('int', 1)}")
            if self.chance(50):
                self.line("@value.setter")
                self.line("def value(self, new): show('set', new)")
        if self.chance(30):
            self.line(self.pick(["@classmethod", "@staticmethod"]))
            self.line(f"def make(*given): return len(given), {self.expression('str', 1)}")
        if self.chance(30):
            self.line("__hash__ = None")
        self.depth -= 1
        self.names, self.functions = outer, functions
        self.classes.append(name)
        use = ["o + 1", "1 + o", "o == 1", "o < 2", "len(o)", "o[0]", "o(3)", "1 in o", "bool(o)", "-o", "o.missing", "list(o)", "o.value", "o.make(1)", f"{name}.make(2)",
               "o.level", "hash(o) == hash(o)", "isinstance(o, int)", "sorted([o, o])", f"[c.__name__ for c in {name}.__mro__]"]
        for text in self.random.sample(use, 6):
            self.line(f"attempt(lambda: [o := {name}(), {text}][1])")

    def do_break(self):
        self.line(f"if {self.expression('bool', 1)}: break")

    def do_continue(self):
        self.line(f"if {self.expression('bool', 1)}: continue")

    def do_return(self):
        self.line(f"if {self.expression('bool', 1)}: return {self.expression(None, 2)}")

    def do_yield(self):
        self.line(self.pick([f"show((yield {self.expression('int', 2)}))", f"yield from {self.expression('list', 2)}", f"yield {self.expression(None, 2)}"]))

    PROLOGUE = '''\
def plain(value):
    if isinstance(value, (set, frozenset)): return type(value).__name__, sorted(map(repr, value))
    if isinstance(value, list): return [plain(v) for v in value]
    if isinstance(value, tuple): return tuple(plain(v) for v in value)
    if isinstance(value, dict): return {k: plain(v) for k, v in value.items()}
    if type(value).__module__ != 'builtins' or callable(value) or hasattr(value, '__next__'): return type(value).__name__
    return value
def show(*values): print(*[repr(plain(v))[:300] for v in values])
def attempt(function):
    try: show(function())
    except Exception as error: show(type(error).__name__, str(error) if ' at 0x' not in str(error) else '')
class Manager:
    def __init__(self, name, swallows): self.name, self.swallows = name, swallows
    def __enter__(self):
        show('enter', self.name)
        return self
    def __exit__(self, kind, error, traceback):
        show('exit', self.name, kind and kind.__name__)
        return self.swallows
'''

    def text(self):
        for _ in range(8):
            self.names = {}
            name = self.fresh("part")
            self.functions, self.classes = [], []
            self.line(f"def {name}():")
            self.depth = 1
            for kind in self.random.sample(TYPES, 4):
                self.assign(self.pick("abcdefgh"), kind)
            for _ in range(self.random.randrange(5, 10)):
                self.statement()
            self.depth = 0
            self.line(f"attempt({name})")
        return self.PROLOGUE + "\n".join(self.lines) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(Program(int(sys.argv[1])).text())
