// Lines that somebody types at a terminal: editing and history, by libedit.
#pragma once

#include <string>

struct editline;
struct history;

namespace pystm {

// One at a time. Leaves the terminal as it was between two lines.
class Terminal {
public:
  // `history_file`: read now and written by saveHistory(); empty: none is kept.
  explicit Terminal(std::string history_file);
  ~Terminal();
  Terminal(const Terminal &) = delete;
  Terminal &operator=(const Terminal &) = delete;

  // One line without its newline; false at the end of input, and when a signal came for which Python code has a handler.
  bool readLine(const std::string &prompt, std::string &line);
  void saveHistory();

private:
  std::string history_file_, prompt_;
  editline *editor_;
  history *history_;
};

} // namespace pystm
