"""Counts the words of a text in one dict that all threads share, under one lock.

    python3 word_statistics.py [--threads N] [--lines N] FILE...
"""

import argparse
import json
import queue
import re
import threading
import time

WORD = re.compile(r"[a-z]+")
LINES_AT_ONCE = 50


def read_lines(names):
    lines = []
    for name in names:
        with open(name, encoding="utf-8", errors="replace") as file:
            lines += file
    return lines


def count_words(work, lock, counts, lengths):
    while True:
        try:
            lines = work.get_nowait()
        except queue.Empty:
            return
        for line in lines:
            words = WORD.findall(line.lower())
            with lock:
                for word in words:
                    counts[word] = counts.get(word, 0) + 1
                    lengths[len(word)] = lengths.get(len(word), 0) + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--lines", type=int, default=100000, help="of the text, at most")
    parser.add_argument("files", nargs="+", metavar="FILE")
    arguments = parser.parse_args()

    lines = read_lines(arguments.files)[: arguments.lines]
    work = queue.Queue()
    for n in range(0, len(lines), LINES_AT_ONCE):
        work.put(lines[n : n + LINES_AT_ONCE])
    lock = threading.Lock()
    counts, lengths = {}, {}
    begin = time.perf_counter()
    threads = [threading.Thread(target=count_words, args=(work, lock, counts, lengths)) for _ in range(arguments.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    most = sorted(counts, key=lambda word: (-counts[word], word))[:3]
    answer = (
        f"{sum(counts.values())} words, {len(counts)} different, "
        f"most often {', '.join(f'{word} ({counts[word]})' for word in most)}, longest {max(lengths)} letters"
    )
    print(json.dumps({"seconds": seconds, "answer": answer}))


if __name__ == "__main__":
    main()
