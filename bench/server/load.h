// The load generator of the server workloads: connections over the loopback interface, and a process that sends batches of
// requests over them, reads the answers and checks them. Requests follow from their numbers alone; what is read often and what
// seldom follows a power law, as in real caches.
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "harness.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace load {

[[noreturn]] inline void fail(const char *what) {
  std::perror(what);
  std::_Exit(1);
}

// A socket that is read by lines and closed at the end.
class Connection {
public:
  explicit Connection(int socket) : socket_(socket) {
    int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  Connection(Connection &&other) noexcept
      : socket_(std::exchange(other.socket_, -1)), input_(std::move(other.input_)), at_(other.at_) {}
  ~Connection() {
    if (socket_ >= 0)
      close(socket_);
  }

  bool hasLine() const { return input_.find('\n', at_) != std::string::npos; }

  // False at the end of the connection.
  bool readLine(std::string &line) {
    while (!hasLine()) {
      input_.erase(0, at_);
      at_ = 0;
      char buffer[16384];
      ssize_t got = read(socket_, buffer, sizeof buffer);
      if (got <= 0)
        return false;
      input_.append(buffer, static_cast<size_t>(got));
    }
    size_t end = input_.find('\n', at_);
    line.assign(input_, at_, end - at_);
    at_ = end + 1;
    return true;
  }

  void write(const std::string &text) {
    for (size_t done = 0; done < text.size();) {
      ssize_t put = send(socket_, text.data() + done, text.size() - done, MSG_NOSIGNAL);
      if (put <= 0)
        fail("send");
      done += static_cast<size_t>(put);
    }
  }

private:
  int socket_;
  std::string input_;
  size_t at_ = 0;
};

class Listener {
public:
  Listener() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *any = reinterpret_cast<sockaddr *>(&address);
    if (socket_ < 0 || bind(socket_, any, length) || listen(socket_, 64) ||
        getsockname(socket_, any, &length))
      fail("a port on the loopback interface");
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { close(socket_); }

  uint16_t port() const { return port_; }
  Connection accept() {
    int connection = ::accept(socket_, nullptr, nullptr);
    if (connection < 0)
      fail("accept");
    return Connection(connection);
  }

private:
  int socket_;
  uint16_t port_;
};

inline Connection connectTo(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connection < 0 ||
      connect(connection, reinterpret_cast<sockaddr *>(&address), sizeof address))
    fail("connect");
  return Connection(connection);
}

inline std::string keyOf(uint64_t number) { return "key:" + std::to_string(number); }

inline std::string valueOf(const std::string &key) {
  uint64_t hash = 0;
  for (char c : key)
    hash = mix(hash ^ static_cast<unsigned char>(c));
  std::string value;
  for (int i = 0; i < 6; ++i)
    value += std::to_string(mix(hash + i));
  return value;
}

struct Plan {
  int connections;
  uint64_t requests, keys;
};

struct Outcome {
  uint64_t answers = 0, hits = 0, wrong = 0;
};

// The process is started by the constructor; its outcome comes back through a pipe.
class Generator {
public:
  Generator(const Plan &plan, uint16_t port) {
    int ends[2];
    if (pipe(ends))
      fail("pipe");
    child_ = fork();
    if (child_ < 0)
      fail("fork");
    if (child_ == 0) {
      close(ends[0]);
      Outcome outcome = run(plan, port);
      if (::write(ends[1], &outcome, sizeof outcome) != sizeof outcome)
        fail("write");
      std::_Exit(0);
    }
    close(ends[1]);
    outcome_ = ends[0];
  }

  Outcome wait() {
    Outcome outcome;
    if (read(outcome_, &outcome, sizeof outcome) != sizeof outcome)
      fail("the load generator");
    close(outcome_);
    waitpid(child_, nullptr, 0);
    return outcome;
  }

private:
  static constexpr uint64_t kBatch = 64;

  // The requests of one batch and the answers that are right, made beforehand: the generator should take as little of the
  // processors as it can.
  struct Batch {
    std::string text;
    std::vector<std::string> values; // what a get may answer; empty: a set
  };

  // One thread drives all connections: a batch to each, then the answers of each.
  static Outcome run(const Plan &plan, uint16_t port) {
    std::vector<Batch> batches;
    for (uint64_t next = 0; next < plan.requests;) {
      batches.emplace_back();
      for (uint64_t i = 0; i < kBatch && next < plan.requests; ++i)
        add(batches.back(), next++, plan.keys);
    }
    std::vector<Connection> connections;
    for (int i = 0; i < plan.connections; ++i)
      connections.push_back(connectTo(port));
    Outcome outcome;
    for (size_t next = 0; next < batches.size(); next += connections.size()) {
      size_t count = std::min(connections.size(), batches.size() - next);
      for (size_t c = 0; c < count; ++c)
        connections[c].write(batches[next + c].text);
      for (size_t c = 0; c < count; ++c)
        take(connections[c], batches[next + c], outcome);
    }
    return outcome;
  }

  static void add(Batch &batch, uint64_t number, uint64_t keys) {
    uint64_t random = mix(number);
    // The product of two fractions: small numbers are much more frequent.
    double fraction = static_cast<double>(random >> 40) / (1 << 24) *
                      static_cast<double>(mix(~number) >> 40) / (1 << 24);
    std::string key = keyOf(static_cast<uint64_t>(fraction * static_cast<double>(keys)));
    bool get = random % 10 != 0;
    batch.text += get ? "get " + key + "\n" : "set " + key + " " + valueOf(key) + "\n";
    batch.values.push_back(get ? valueOf(key) : std::string());
  }

  static void take(Connection &connection, const Batch &batch, Outcome &outcome) {
    std::string answer;
    for (const std::string &value : batch.values) {
      if (!connection.readLine(answer))
        fail("the server closed a connection");
      ++outcome.answers;
      if (value.empty())
        outcome.wrong += answer != "ok";
      else if (answer != "-") {
        ++outcome.hits;
        outcome.wrong += answer != value;
      }
    }
  }

  pid_t child_;
  int outcome_;
};

} // namespace load

#endif
