class Store:
    def fetch(self, key):
        return key

    def drop(self, key):
        return None


def other(key):
    return key


def guessed_first(unknown, swap):
    function = other if swap else Store().fetch
    unknown.drop(1)
    unknown.fetch(2)
    function(3)
    function(4)


def known_first(unknown, swap):
    function = other if swap else Store().fetch
    function(3)
    unknown.drop(1)
    unknown.fetch(2)
    function(4)
