"""The library's logging to memory: formatting, levels, filters, handlers."""

import io
import logging

from command_line import run

SIZE = 8000
SMALL = 50


class Odd(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 1 if record.args else True


def answer(rounds):
    stream, quiet = io.StringIO(), io.StringIO()
    logger = logging.Logger("bench")
    logger.setLevel(logging.INFO)
    plain = logging.StreamHandler(stream)
    plain.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(funcName)s:%(message)s"))
    severe = logging.StreamHandler(quiet)
    severe.setLevel(logging.WARNING)
    severe.addFilter(Odd())
    logger.addHandler(plain)
    logger.addHandler(severe)
    for n in range(rounds):
        logger.debug("not seen %d", n)
        logger.info("number %d of %s", n, "many")
        if n % 3 == 0:
            logger.warning("number %d is a multiple of %s", n, 3.0)
    return f"lengths {len(stream.getvalue())} {len(quiet.getvalue())}"


if __name__ == "__main__":
    run(answer, SIZE)
