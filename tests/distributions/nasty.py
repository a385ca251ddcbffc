"""Small files with what broke, or could break, an index of real distributions: a name, and the bytes of one file."""

NASTY: dict[str, bytes] = {
    "empty": b"",
    "only_a_comment": b"# nothing here",
    "no_newline_at_the_end": b"def f():\n    return g()",
    "form_feeds": b"x = 1\n\x0c\ndef f():\n    return g()\n\x0c\nclass A:\n    pass\n",
    "line_separators_in_strings": "x = '\u2028\x0b\x1c\x85'\ndef f():\n    return g()\n".encode(),
    "carriage_returns": b"def f():\r    return g()\rclass A:\r    pass\r",
    "windows_lines": b'def f():\r\n    """A\r\n    doc."""\r\n    return g()\r\n',
    "tabs": b"if x:\n\tdef f():\n\t\treturn g()\n        \n",
    "byte_order_mark": b"\xef\xbb\xbfdef f():\n    return g()\n",
    "latin_1": "# -*- coding: latin-1 -*-\ndef f():\n    return g('\u00e9')\n".encode("latin-1"),
    "coding_on_line_two": "#!/usr/bin/python\n# vim: set fileencoding=cp1251 :\nx = g('\u0436')\n".encode("cp1251"),
    "undeclared_latin_1": "x = g('\u00e9')\n".encode("latin-1"),
    "unknown_coding": b"# coding: klingon\nx = 1\n",
    "wrong_coding": "# coding: ascii\nx = '\u00e9'\n".encode(),
    "nul": b"x = 1\0\n",
    "python_2": b"print 'a'\nexec 'x'\nraise E, 'y'\n`x`\n",
    "non_ascii_names": (
        "class \u00c4rger:\n    def \u03b1(self, \u4e2d): return \u4e2d()\n\ufb01 = \u00c4rger().\u03b1(1)\n".encode()
    ),
    "continued_lines": b"x = f \\\n  (1) \\\n  .g \\\n  (2)\n@d(\n  1\n)\ndef h(\n  a=k(\n    1),\n): pass\n",
    "many_on_a_line": b"a(); b(); c(d(), e(f()))(g)(h()); class_ = lambda: i(lambda: j())\n",
    "one_name_many_times": (
        b"def f(): pass\ndef f(): return f()\nclass f:\n    def f(self): pass\n    def f(self): self.f()\n"
        b"if x:\n    class f: pass\nelse:\n    f = lambda: f()\nfor f in g(): f()\n"
    ),
    "augmented": b"f().x += g()\ny[k(lambda: 0)] -= 1\nz[a():b()] *= 2\nn += h()\n",
    "calls_in_annotations": (
        b"x: A[f()] = 1\ndef g(a: 'B[h(), lambda: 0]', *b: C[1:i()], **k: Literal['(', j()]) -> D[k()]: pass\n"
        b"class E:\n    y: F(z=l()) = m()\n    def n(self: 'not valid (') -> 'o()': pass\n"
    ),
    "type_parameters": (
        b"class A[T: (f(), g()), *Ts, **P](B[T]): pass\ntype C[U: h()] = list[U] | k()\n"
        b"def d[V: i()](x: V) -> V: return j(x)\nasync def e[W](): await d[W](1)\n"
    ),
    "formatted": (
        b"f'{a()}{b()!r:>{c()}}{d(lambda: 1)=}' f\"{e('x')}\" rf'''{\n g()\n}''' 'plain' f'{{h()}}'\nf'{f'{i(f'{j()}')}'}'\n"
    ),
    "template_strings": b"x = t'{a()}'\n",
    "except_without_parentheses": b"try:\n    f()\nexcept A, B:\n    g()\n",
    "except_groups": b"try:\n    f()\nexcept* (A, b()) as e:\n    g(e)\nelse:\n    h()\nfinally:\n    i()\n",
    "patterns": (
        b"match f(x):\n    case A(b=[1, *rest], c={'k': v, **more}) | (B(1) as w) if g(): h()\n"
        b"    case {'a': C.D} | -1 | 1+2j | None: i()\n    case [x, [y, *_]] if (z := j(y)): pass\n    case _: k()\n"
    ),
    "comprehensions": (
        b"[f(x) for x in g() if h(x) for y in i(x) if j(y)]\n{k(): l() for k in m()}\n"
        b"def n():\n    return sum(await o() async for o in p() if (q := r()))\n"
        b"class A:\n    z = [lambda: s() for _ in t(u())]\n"
    ),
    "decorators": (
        b"@a\n@b.c(d())\n@(lambda f: f)\n@e[0](g := h())\nclass A:\n    @property\n    def x(self): return i()\n"
        b"    @x.setter\n    def x(self, v=j()): pass\n    @staticmethod\n    @k\n    async def y():\n"
        b"        async with l() as m: n()\n"
    ),
    "imports": (
        b"import a, b.c as d\nfrom . import e\nfrom .. import f\nfrom ... import g as h\nfrom .i import *\n"
        b"from j import (\n  k,\n  l as m,\n)\nfrom __future__ import annotations\nif x:\n    import n\n"
        b"def o():\n    from p.q import r\n"
        b"try:\n    import s\nexcept ImportError:\n    s = None\nimport imports, empty.nothing\n"
        b"from imports import itself\n"
    ),
    "delete_and_assert": b"del f().x, g()[h()], (i().y, [j().z])\nassert k(), l()\nraise m() from n()\n",
    "global_names": b"def f():\n    global g\n    def g(): return h()\n    class h:\n        nonlocal_ = g()\nf(); g()\n",
    "slices": b"a[f(), g():h():i(), ...][j(),][*k(), l()] = m()\n",
    "star_arguments": b"f(*a(), *b(), k=c(), **d(), **e(), l=g())(*h())\nx, *y = i(), *j()\nprint(*k(), sep='')\n",
    "deep_expressions": b"x = " + b"f(" * 80 + b")" * 80 + b"\ny = " + b"g().h" * 1 + b".k()" * 90 + b"\n",
    "many_else_if": b"if a0(): pass\n" + b"".join(b"elif a%d(): b()\n" % n for n in range(400)),
    "many_strings": b"x = g(" + b"\n  'abc'" * 1500 + b")\n",
    "long_sum": b"x = " + b" + ".join([b"f(1)"] * 300) + b"\n",
    "long_and": b"x = " + b" and ".join([b"f(1)"] * 500) + b"\n",
    "long_table": b"x = [\n" + b"  (1, f, {'a': g()}),\n" * 2000 + b"]\n",
    "long_line": b"x = '" + b"a" * 200_000 + b"'; f()\n",
    "too_deep": b"(" * 5000 + b")" * 5000,
    "lambda_in_lambda": b"x = " + b"lambda: " * 60 + b"f()\n",
    "nested_functions": b"".join(b"  " * n + b"def f%d(a=g()):\n" % n for n in range(40)) + b"  " * 40 + b"return h()\n",
    "walrus": b"if (a := f()) and (b := g(a)): [c := h(d) for d in i()]\nx = lambda: (y := j())\n",
    "soft_keywords": b"match = type = case = _ = 1\nmatch(case)\ntype(match)(type)\nprint(match[type](case))\n",
    "asynchronous": (
        b"async def f():\n    async for x in g(): await h(x)\n    async with i() as j, k(): yield await l()\n    return\n"
    ),
    "made_decorators": (
        b"from functools import lru_cache, wraps\ncache = lru_cache(maxsize=None)\n@cache\ndef f(): return [*A()]\n"
        b"class A:\n    def __iter__(self): return iter(g(f))\n"
        b"def g(inner):\n    @wraps(inner)\n    def w(*a, **k): return list(inner(*a, **k))\n    return w\n"
        b"@g\ndef h(x): return map(g, x)\n[*h(A()), *g(set)(A()), *g(lambda x: sorted(x))(A())]\n"
    ),
    "guessed_receivers": (
        b"class HookCaller:\n    def has_spec_of(self): pass\n    def verify_hook(self): pass\n"
        b"def f(x, y, known=HookCaller()):\n    known.has_spec_of()\n"
        b"    x.has_spec_of()\n    x.verify_hook()\n"
        b"    y.z.has_spec_of()\n    y.z.verify_hook()\n"
    ),
    "exceptions_in_a_tuple_in_itself": (
        b"def f(kinds=()):\n    while g():\n        kinds = (kinds, ValueError)\n    try: g()\n    except kinds as e: h(e)\n"
    ),
    "spread_over_library_functions": (
        b"import dataclasses, functools\ndef f(*a, **k):\n    functools.lru_cache(*a)(g)\n    dataclasses.dataclass(*a, **k)\n"
        b"    functools.singledispatch(g).register(*a)\n    property(g).setter(*a)\n    functools.partial(*a)()\n"
        b"@functools.singledispatch\ndef g(x): pass\ng.register(*h())\n"
        b"class A:\n    @property\n    def x(self): pass\n    y = x.setter(*h())\n"
    ),
}
