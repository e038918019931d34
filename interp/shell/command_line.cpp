// Reading of options. See command_line.h.
#include "shell/command_line.h"
#include "text/siphash.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <unistd.h>

namespace pystm {

const char *const kUsage = "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";
const char *const kHelp =
    "Options:\n"
    "-b     : warn of comparisons of str with bytes (-bb: errors)\n"
    "-B     : accepted, as nothing is written beside sources\n"
    "-c cmd : the program is the text of the next argument\n"
    "-d     : accepted\n"
    "-E     : ignore PYTHON* environment variables\n"
    "-h     : this text\n"
    "-i     : read from the terminal after running the program\n"
    "-I     : isolated: -E -P -s\n"
    "-m mod : run a library module as a program\n"
    "-O     : remove assertions (-OO: docstrings as well)\n"
    "-P     : do not put a directory of the program into sys.path\n"
    "-q     : no version message at the prompt\n"
    "-s     : no user site directory\n"
    "-S     : do not import the module site\n"
    "-u     : unbuffered standard output and error\n"
    "-v     : accepted\n"
    "-V     : the version\n"
    "-W arg : a warning filter\n"
    "-x     : skip the first line of the program\n"
    "-X opt : stm (statistics at exit), dev, utf8, dump-ast, dump-bytecode, and others for sys._xoptions\n"
    "file   : the program, or - for standard input\n";

namespace {

void readEnvironment(Options &options) {
  auto number = [](const char *name, int &value) {
    const char *text = std::getenv(name);
    if (text && *text) {
      int given = std::atoi(text);
      value = std::max(value, given > 0 ? given : 1);
    }
  };
  auto flag = [](const char *name, bool &value) {
    const char *text = std::getenv(name);
    if (text && *text)
      value = true;
  };
  number("PYTHONOPTIMIZE", options.optimize);
  number("PYTHONINSPECT", options.inspect);
  flag("PYTHONUNBUFFERED", options.unbuffered);
  flag("PYTHONNOUSERSITE", options.no_user_site);
  flag("PYTHONSAFEPATH", options.safe_path);
  flag("PYTHONDONTWRITEBYTECODE", options.dont_write_bytecode);
  flag("PYTHONDEVMODE", options.dev_mode);
  if (const char *utf8 = std::getenv("PYTHONUTF8"))
    options.utf8_mode = *utf8 == '1';
  if (const char *filters = std::getenv("PYTHONWARNINGS")) {
    std::string text = filters;
    for (size_t begin = 0; begin <= text.size() && !text.empty();) {
      size_t comma = text.find(',', begin);
      options.warnings.push_back(text.substr(begin, comma - begin));
      if (comma == text.npos)
        break;
      begin = comma + 1;
    }
  }
}

// The absolute path of the program that was called `name`, found as a shell finds it.
std::string executablePath(const char *name) {
  auto absolute = [](const std::string &path) {
    if (path.starts_with('/'))
      return path;
    std::unique_ptr<char, decltype(&free)> here(get_current_dir_name(), free);
    return here ? std::string(here.get()) + "/" + (path.starts_with("./") ? path.substr(2) : path) : path;
  };
  if (std::strchr(name, '/'))
    return absolute(name);
  const char *path = getenv("PATH");
  for (std::string_view rest = path ? path : ""; !rest.empty();) {
    size_t end = std::min(rest.find(':'), rest.size());
    std::string candidate = std::string(rest.substr(0, end)) + "/" + name;
    if (access(candidate.c_str(), X_OK) == 0)
      return absolute(candidate);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return "";
}

} // namespace

bool chooseHashKey(const Options &options) {
  const char *seed = options.ignore_environment ? nullptr : getenv("PYTHONHASHSEED");
  if (!seed || !*seed || !std::strcmp(seed, "random")) {
    seedHashRandomly();
    return true;
  }
  char *end = nullptr;
  unsigned long value = std::strtoul(seed, &end, 10);
  if (*end || *seed < '0' || *seed > '9' || value > 0xFFFFFFFF) {
    std::fputs("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\n"
               "Python runtime state: preinitialized\n\nCurrent thread (most recent call first):\n  <no Python frame>\n",
               stderr);
    return false;
  }
  seedHash(static_cast<uint32_t>(value));
  return true;
}

CommandLine readCommandLine(int argc, char **argv) {
  CommandLine line;
  Options &options = line.options;
  options.executable = executablePath(argv[0]);
  for (int i = 0; i < argc; ++i)
    options.orig_argv.emplace_back(argv[i]);
  std::vector<std::string> warnings;
  int at = 1;
  bool decided = false;
  for (; at < argc && !decided; ++at) {
    const char *argument = argv[at];
    if (argument[0] != '-' || !argument[1])
      break;
    if (!std::strcmp(argument, "--")) {
      ++at;
      break;
    }
    if (!std::strcmp(argument, "--version")) {
      line.action = CommandLine::Action::kVersion;
      return line;
    }
    if (!std::strcmp(argument, "--help")) {
      line.action = CommandLine::Action::kHelp;
      return line;
    }
    for (const char *letter = argument + 1; *letter; ++letter) {
      bool takes_value = std::strchr("cmWX", *letter);
      std::string value;
      if (takes_value) {
        if (letter[1]) {
          value = letter + 1;
        } else if (at + 1 < argc) {
          value = argv[++at];
        } else {
          line.action = CommandLine::Action::kError;
          line.error = std::string("Argument expected for the -") + *letter + " option";
          return line;
        }
      }
      switch (*letter) {
      case 'c':
        line.action = CommandLine::Action::kCode;
        line.target = value + "\n";
        decided = true;
        break;
      case 'm':
        line.action = CommandLine::Action::kModule;
        line.target = value;
        decided = true;
        break;
      case 'W':
        warnings.push_back(value);
        break;
      case 'X':
        options.x_options.push_back(value);
        options.dev_mode |= value == "dev";
        line.dump_tree |= value == "dump-ast";
        line.dump_bytecode |= value == "dump-bytecode";
        break;
      case 'b':
        ++options.bytes_warning;
        break;
      case 'B':
        options.dont_write_bytecode = true;
        break;
      case 'E':
        options.ignore_environment = true;
        break;
      case 'h':
      case '?':
        line.action = CommandLine::Action::kHelp;
        return line;
      case 'i':
        ++options.inspect;
        ++options.interactive;
        break;
      case 'I':
        options.isolated = options.ignore_environment = options.no_user_site = options.safe_path =
            true;
        break;
      case 'O':
        ++options.optimize;
        break;
      case 'P':
        options.safe_path = true;
        break;
      case 'q':
        ++options.quiet;
        break;
      case 's':
        options.no_user_site = true;
        break;
      case 'S':
        options.no_site = true;
        break;
      case 'u':
        options.unbuffered = true;
        break;
      case 'v':
        ++options.verbose;
        break;
      case 'V':
        line.action = CommandLine::Action::kVersion;
        return line;
      case 'd':
        break;
      case 'x':
        line.skip_first_line = true;
        break;
      default:
        line.action = CommandLine::Action::kError;
        line.error = std::string("Unknown option: -") + *letter;
        return line;
      }
      if (takes_value)
        break;
    }
  }
  if (!options.ignore_environment)
    readEnvironment(options);
  for (const std::string &option : options.x_options)
    if (option == "utf8" || option.starts_with("utf8="))
      options.utf8_mode = option != "utf8=0";
  options.warnings.insert(options.warnings.end(), warnings.begin(), warnings.end());
  if (options.dev_mode)
    options.warnings.insert(options.warnings.begin(), "default");
  if (options.bytes_warning)
    options.warnings.push_back(options.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
  if (decided) {
    options.argv.emplace_back(line.action == CommandLine::Action::kCode ? "-c" : "-m");
  } else if (at < argc) {
    bool input = !std::strcmp(argv[at], "-");
    line.action = input ? CommandLine::Action::kStandardInput : CommandLine::Action::kFile;
    line.target = argv[at];
    options.argv.emplace_back(argv[at++]);
  } else {
    options.argv.emplace_back("");
    if (!isatty(STDIN_FILENO) && !options.interactive)
      line.action = CommandLine::Action::kStandardInput;
  }
  if (line.action == CommandLine::Action::kStandardInput &&
      (isatty(STDIN_FILENO) || options.interactive))
    line.action = CommandLine::Action::kRepl;
  for (; at < argc; ++at)
    options.argv.emplace_back(argv[at]);
  return line;
}

} // namespace pystm
