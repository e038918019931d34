// See terminal.h. Characters are read here and not by libedit, which goes on reading after a signal unless a second one comes.
#include "shell/terminal.h"
#include "vm/signals.h"

#include <cerrno>
#include <clocale>
#include <cstring>
#include <cwchar>
#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <unistd.h>

namespace pystm {

namespace {

constexpr int kMostHistory = 1000;
// A signal may be handled by another thread than the one that reads: how long that goes unseen, in milliseconds.
constexpr int kPatience = 100;

// libedit reads characters by the locale; where none is set, names and text are UTF-8 all the same.
void useCharacters() {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
    setlocale(LC_CTYPE, "C.UTF-8");
}

// 1: a byte; 0: the end; -1: interrupted.
int readByte(char *byte) {
  for (;;) {
    if (signalsPending())
      return -1;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, kPatience) <= 0)
      continue;
    ssize_t count = read(STDIN_FILENO, byte, 1);
    if (count >= 0)
      return static_cast<int>(count);
    if (errno != EINTR && errno != EAGAIN)
      return 0;
  }
}

int readCharacter(EditLine *, wchar_t *character) {
  mbstate_t state{};
  for (;;) {
    char byte;
    if (int count = readByte(&byte); count != 1)
      return count;
    size_t used = mbrtowc(character, &byte, 1, &state);
    if (used == static_cast<size_t>(-1))
      state = {}; // no character: left out
    else if (used != static_cast<size_t>(-2))
      return 1;
  }
}

char *promptOf(EditLine *editor) {
  void *prompt = nullptr;
  el_get(editor, EL_CLIENTDATA, &prompt);
  return static_cast<std::string *>(prompt)->data();
}

} // namespace

Terminal::Terminal(std::string history_file) : history_file_(std::move(history_file)) {
  useCharacters();
  editor_ = el_init("pystm", stdin, stdout, stderr);
  history_ = history_init();
  HistEvent event;
  history(history_, &event, H_SETSIZE, kMostHistory);
  if (!history_file_.empty())
    history(history_, &event, H_LOAD, history_file_.c_str());
  el_set(editor_, EL_CLIENTDATA, &prompt_);
  el_set(editor_, EL_PROMPT, promptOf);
  el_set(editor_, EL_EDITOR, "emacs");
  el_set(editor_, EL_HIST, history, history_);
  el_set(editor_, EL_SIGNAL, 1);
  el_set(editor_, EL_GETCFN, readCharacter);
  el_set(editor_, EL_BIND, "^I", "ed-insert", nullptr);
  el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_source(editor_, nullptr); // ~/.editrc
}

Terminal::~Terminal() {
  history_end(history_);
  el_end(editor_);
}

bool Terminal::readLine(const std::string &prompt, std::string &line) {
  prompt_ = prompt;
  int count = 0;
  const char *text = el_gets(editor_, &count);
  if (!text || count <= 0)
    return false;
  line.assign(text, static_cast<size_t>(count));
  if (line.ends_with('\n'))
    line.pop_back();
  HistEvent event;
  if (!line.empty())
    history(history_, &event, H_ENTER, line.c_str());
  return true;
}

void Terminal::saveHistory() {
  HistEvent event;
  if (!history_file_.empty())
    history(history_, &event, H_SAVE, history_file_.c_str());
}

} // namespace pystm
