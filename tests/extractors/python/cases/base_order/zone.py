class First:
    def run(self):
        return 1
