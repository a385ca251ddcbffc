import asyncio


class Client:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass

    async def get(self):
        return Answer()


class Answer:
    def read(self):
        pass


async def main():
    async with Client() as client:
        answer = await client.get()
        answer.read()
    return Answer()


asyncio.run(main()).read()
