"""A web server of the standard library whose threads share one table under one lock, and clients that load it.

Each request brings a few lines of prose; the server counts their words in the table and answers with the rank of a word. The
clients are threads of this program and talk to it over loopback.

    python3 web_server.py [--threads N] [--requests N]
"""

import argparse
import http.client
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORD = re.compile(r"[a-z]+")
TOPICS = "river stone cloud ember harbour lantern meadow orchard quarry signal thicket valley".split()


class Statistics:
    def __init__(self):
        self.lock = threading.Lock()
        self.counts = {}
        self.requests = 0

    def add(self, text):
        words = WORD.findall(text.lower())
        with self.lock:
            self.requests += 1
            for word in words:
                self.counts[word] = self.counts.get(word, 0) + 1
        return len(words)

    def count(self, word):
        with self.lock:
            return self.counts.get(word, 0)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.reply({"words": self.server.statistics.add(text)})

    def do_GET(self):
        self.reply({"count": self.server.statistics.count(self.path.strip("/"))})

    def reply(self, answer):
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.statistics = Statistics()


def paragraph(number):
    """Prose of sorts, the same for the same number."""
    words = []
    for i in range(60):
        number = (number * 1103515245 + 12345) % 2**31
        words.append(TOPICS[number // 65536 % len(TOPICS)])
        if i % 7 == 6:
            words[-1] = words[-1].capitalize() + "."
    return " ".join(words)


def load(address, numbers, failures):
    connection = http.client.HTTPConnection(*address, timeout=60)
    try:
        for number in numbers:
            connection.request("POST", "/", paragraph(number).encode())
            if json.loads(connection.getresponse().read())["words"] != 60:
                failures.append(f"request {number}: wrong count")
            connection.request("GET", "/" + TOPICS[number % len(TOPICS)])
            connection.getresponse().read()
    except Exception as failure:
        failures.append(repr(failure))
    finally:
        connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2, help="clients, each with a connection of its own")
    parser.add_argument("--requests", type=int, default=800, help="paragraphs to send, all clients together")
    arguments = parser.parse_args()

    server = Server()
    accepting = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    accepting.start()
    failures = []
    clients = [
        threading.Thread(target=load, args=(server.server_address, range(n, arguments.requests, arguments.threads), failures))
        for n in range(arguments.threads)
    ]
    begin = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.perf_counter() - begin
    server.shutdown()
    accepting.join()
    server.server_close()
    if failures:
        raise SystemExit("\n".join(failures))
    counts = server.statistics.counts
    most = max(sorted(counts), key=counts.get)
    answer = f"{server.statistics.requests} requests, {sum(counts.values())} words, most often {most!r} ({counts[most]})"
    print(json.dumps({"seconds": seconds, "answer": answer}))


if __name__ == "__main__":
    main()
