// The listing of code objects: one line an instruction, its operands as the formats of opcodes.def say.
// See listing.h.
#include "compile/listing.h"

#include "objects/str.h"

#include <cstdio>
#include <string_view>

namespace pystm {

namespace {

constexpr std::string_view kFormats[] = {
#define OPCODE(Name, format, text) #format,
#include "compile/opcodes.def"
#undef OPCODE
};

std::string show(Thread &thread, Value value) {
  if (isExactly(value, code_type))
    return "<code " + toUtf8(value.as<Code>()->qualname) + ">";
  Value text = reprOf(thread, value);
  return text.isError() ? "?" : toUtf8(text.as<Str>());
}

std::string registerName(const Code *code, unsigned r) {
  std::string name = "r" + std::to_string(r);
  if (r < code->local_count)
    name += "(" + toUtf8(code->locals[r]) + ")";
  return name;
}

// Walks the letters of a format: A B C registers, K constant, N name, J jump, S(lot), D, 16 a count.
std::string operands(Thread &thread, const Code *code, uint32_t index) {
  Instruction in = code->instructions[index];
  std::string_view format = kFormats[in.op];
  std::string out;
  auto add = [&](const std::string &text) { out += (out.empty() ? "" : ", ") + text; };
  auto constantAt = [&](int64_t i) {
    add(i >= 0 && i < code->constant_count ? show(thread, code->constants[i]) : "?");
  };
  auto nameAt = [&](unsigned i) {
    add(i < code->name_count ? "'" + toUtf8(code->names[i]) + "'" : "?");
  };
  auto jumpTo = [&](int64_t distance) { add("-> " + std::to_string(index + 1 + distance)); };
  unsigned fields[] = {in.a, in.b, in.c};
  for (size_t i = 0; i < format.size(); ++i) {
    char c = format[i];
    char next = i + 1 < format.size() ? format[i + 1] : '\0';
    auto which = [&](char letter) { return fields[(letter | 0x20) - 'a']; };
    if (format.substr(i).starts_with("None"))
      break;
    if (format.substr(i).starts_with("Slot")) {
      unsigned slot = which(format[i + 4]);
      nameAt(slot < code->cache_count ? code->cache_names[slot] : 0xFFFF);
      i += 4;
    } else if (c == 'J') {
      bool wide = format.substr(i).starts_with("Jbc");
      jumpTo(wide ? in.wide() : in.shortJump());
      i += wide ? 2 : 1;
    } else if (c == 'K') {
      bool wide = format.substr(i).starts_with("Kbc");
      constantAt(wide ? in.wide() : which(next));
      i += wide ? 2 : 1;
    } else if (c == 'N') {
      bool wide = format.substr(i).starts_with("Nbc");
      nameAt(wide ? static_cast<unsigned>(in.wide()) : which(next));
      i += wide ? 2 : 1;
    } else if (c == 'D') {
      add(std::to_string(in.d));
    } else if (format.substr(i).starts_with("C16")) {
      add(std::to_string(in.c));
      i += 2;
    } else {
      add(registerName(code, which(c)));
    }
  }
  return out;
}

void list(Thread &thread, Code *code, std::string &out) {
  char line[160];
  std::snprintf(line, sizeof line, "%s: %u registers, %u parameters\n",
                toUtf8(code->qualname).c_str(), code->registers, code->parameters);
  out += line;
  int last_line = -1;
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const Position &at = code->positions[i];
    std::string number = at.line != last_line ? std::to_string(at.line) : "";
    last_line = at.line;
    std::snprintf(line, sizeof line, "%5s %5u  %-20s ", number.c_str(), i,
                  opcodeName(code->instructions[i].opcode()));
    out += line;
    out += operands(thread, code, i);
    out += '\n';
  }
  for (uint32_t i = 0; i < code->exception_count; ++i) {
    const ExceptionRow &row = code->exceptions[i];
    std::snprintf(line, sizeof line, "      [%u, %u) -> %u, r%u\n", row.start, row.end, row.handler,
                  row.target);
    out += line;
  }
  for (uint32_t i = 0; i < code->constant_count; ++i)
    if (isExactly(code->constants[i], code_type)) {
      out += '\n';
      list(thread, code->constants[i].as<Code>(), out);
    }
}

} // namespace

std::string listCode(Thread &thread, Code *code) {
  std::string out;
  list(thread, code, out);
  return out;
}

} // namespace pystm
