"""Pickling of containers and instances in the library's own Python, as pystm has no other: bytes, struct, dispatch tables."""

import io
import pickle

from command_line import run

SIZE = 60
SMALL = 2


class Account:
    def __init__(self, number, owner):
        self.number = number
        self.owner = owner
        self.entries = [(n, n * 0.25, f"entry {n}") for n in range(number % 10)]


def answer(rounds):
    accounts = {n: Account(n, {"name": f"owner {n % 5}", "flags": {1, 2, n}}) for n in range(30)}
    length = 0
    for n in range(rounds):
        out = io.BytesIO()
        pickle._Pickler(out, n % 3 + 2).dump(accounts)
        length += len(out.getvalue())
        out.seek(0)
        accounts = pickle._Unpickler(out).load()
    total = sum(amount for account in accounts.values() for _, amount, _ in account.entries)
    return f"length {length} total {total}"


if __name__ == "__main__":
    run(answer, SIZE)
