"""Encoding and decoding of nested data as JSON."""

import json

from command_line import run

SIZE = 400
SMALL = 3


def order(n):
    return {
        "number": n,
        "name": f"customer {n} – \u00e9tage \"{n % 7}\"",
        "paid": n % 3 == 0,
        "note": None,
        "items": [{"code": f"X{n * i:05}", "price": i * 1.25 + n, "tags": ["new", "used"][: i % 3]} for i in range(12)],
    }


def answer(rounds):
    orders = [order(n) for n in range(10)]
    length = 0
    for n in range(rounds):
        text = json.dumps(orders, ensure_ascii=n % 2 == 0, indent=2 if n % 10 == 0 else None, sort_keys=n % 5 == 0)
        length += len(text)
        orders = json.loads(text)
        orders[n % 10]["number"] += 1
    return f"length {length} numbers {sum(order['number'] for order in orders)}"


if __name__ == "__main__":
    run(answer, SIZE)
