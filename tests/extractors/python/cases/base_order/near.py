class Second:
    def run(self):
        return 2
