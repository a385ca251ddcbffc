"""Keys that define how they are hashed and compared."""


class Key:
    def __hash__(self): return 1
    def __eq__(self, other): return True


class Plain: ...


def looked_up(unknown):
    table, key, plain = {}, Key(), Plain()
    table[key] = 1
    table[key], table[plain], table["text"]
    del table[key]
    table.get(key), table.pop(key)
    key in table, key in {1, 2}
    numbers = [1, 2]
    numbers[key]  # a list asks for an index
    unknown[key]


def written_out(others):
    {Key(): 1, Plain(): 2, "text": 3}
    {Key(), 4}
    {Key(): 1 for _ in others}
    {Key() for _ in others}
