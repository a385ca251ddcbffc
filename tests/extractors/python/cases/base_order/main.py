from far import First
from near import Second


class Both(First, Second):
    def run(self):
        return super().run()
