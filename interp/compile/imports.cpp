// import statements. See compiler.h.
#include "compile/compiler.h"

#include "objects/str.h"
#include "objects/tuple.h"

namespace pystm {

void Compiler::importStatement(ast::Import *node) {
  for (ast::alias *alias : node->names) {
    Temporaries temporaries(*this);
    Register module = take(3);
    load(Value::smallInt(0), static_cast<Register>(module + 1));
    load(none(), static_cast<Register>(module + 2));
    emit(Opcode::kImportName, module, nameIndex(alias->name), module + 1u);
    std::string_view name = alias->name->text;
    size_t dot = name.find('.');
    if (!alias->asname) {
      storeName(symbols_.intern(name.substr(0, dot)), module);
      continue;
    }
    // `import a.b.c as d` binds c: down from a.
    while (dot != name.npos) {
      name.remove_prefix(dot + 1);
      dot = name.find('.');
      emit(Opcode::kImportFrom, module, module, nameIndex(symbols_.intern(name.substr(0, dot))));
    }
    storeName(alias->asname, module);
  }
}

void Compiler::importFromStatement(ast::ImportFrom *node) {
  if (node->module && node->module->text == "__future__" && !node->level &&
      node->position.line > flags_.future_line) {
    error(node->position, "from __future__ imports must occur at the beginning of the file");
    return;
  }
  Register module = take(3);
  load(Value::smallInt(node->level), static_cast<Register>(module + 1));
  Tuple *names = makeTuple(thread_, node->names.size);
  for (int i = 0; i < node->names.size; ++i)
    names->items[i] = text(node->names[i]->name);
  load(names, static_cast<Register>(module + 2));
  Identifier name = node->module ? node->module : symbols_.intern("");
  emit(Opcode::kImportName, module, nameIndex(name), module + 1u);
  for (ast::alias *alias : node->names) {
    if (alias->name->text == "*") {
      emit(Opcode::kImportStar, module);
      return;
    }
    emit(Opcode::kImportFrom, module + 1u, module, nameIndex(alias->name));
    storeName(alias->asname ? alias->asname : alias->name, static_cast<Register>(module + 1));
  }
}

} // namespace pystm
