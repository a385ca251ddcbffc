def first():
    pass


def second():
    pass


def third():
    pass


table = {"a": first, "b": second}
table["a"]()
pair = (first, second)
pair[1]()
one, *others = [first, second, third]
others[0]()
queue = []
queue.append(third)
queue.pop()()
for name, function in table.items():
    function()
[f() for f in pair]
list(map(third, [1]))
