// property.
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/thread.h"

namespace pystm {

Type property_type;

namespace {

void traceProperty(Object *object, Tracer &tracer) {
  auto *property = static_cast<Property *>(object);
  tracer.visit(property->get);
  tracer.visit(property->set);
  tracer.visit(property->del);
  tracer.visit(property->doc);
  tracer.visit(property->name);
}
Value orNone(Value v) { return v.isUnbound() ? none() : v; }
Value orUnbound(Value v) { return isNone(v) ? Value() : v; }

Value propertyNew(Thread &thread, Type *type, const Arguments &) {
  auto *property = allocate<Property>(thread, type);
  initAttributes(property);
  return property;
}
bool propertyInit(Thread &thread, Value self, const Arguments &args) {
  auto *property = self.as<Property>();
  Value values[4] = {};
  constexpr const char *kNames[] = {"fget", "fset", "fdel", "doc"};
  if (args.positional > 4) {
    raiseTypeError(thread, "property() takes at most 4 arguments (%d given)", static_cast<int>(args.positional));
    return false;
  }
  for (int64_t i = 0; i < args.positional; ++i)
    values[i] = args[i];
  for (int64_t k = 0; k < args.keywords(); ++k) {
    bool known = false;
    for (int i = 0; i < 4; ++i)
      if (args.names->items[k].as<Str>()->is(kNames[i])) {
        values[i] = args.values[args.positional + k];
        known = true;
      }
    if (!known) {
      raiseTypeError(thread, "'%U' is an invalid keyword argument for property()", args.names->items[k].as<Str>());
      return false;
    }
  }
  property->get = orUnbound(orNone(values[0]));
  property->set = orUnbound(orNone(values[1]));
  property->del = orUnbound(orNone(values[2]));
  property->doc = orUnbound(orNone(values[3]));
  property->doc_from_getter = false;
  if (property->doc.isUnbound() && !property->get.isUnbound()) {
    Value doc = findAttribute(thread, property->get, names.doc);
    if (doc.isError())
      return false;
    if (!doc.isUnbound() && !isNone(doc)) {
      property->doc_from_getter = true;
      property->doc = doc;
    }
  }
  if (typeOf(self) != &property_type && !property->doc.isUnbound())
    return attributeSet(thread, property, &property->attributes, names.doc, property->doc);
  return true;
}

Value propertyMissing(Thread &thread, Property *property, Value instance, const char *what) {
  std::string type = toUtf8(typeOf(instance)->qualname);
  if (!property->name.isUnbound() && !isNone(property->name))
    return raise(thread, &AttributeError_type, "property %R of '%s' object has no %s", property->name.bits, type.c_str(), what);
  return raise(thread, &AttributeError_type, "property of '%s' object has no %s", type.c_str(), what);
}
Value propertyGet(Thread &thread, Value self, Value instance, Value) {
  auto *property = self.as<Property>();
  if (instance.isUnbound() || (isNone(instance)))
    return self;
  if (property->get.isUnbound())
    return propertyMissing(thread, property, instance, "getter");
  return call(thread, property->get, {instance});
}
bool propertySet(Thread &thread, Value self, Value instance, Value value) {
  auto *property = self.as<Property>();
  Value function = value.isUnbound() ? property->del : property->set;
  if (function.isUnbound()) {
    propertyMissing(thread, property, instance, value.isUnbound() ? "deleter" : "setter");
    return false;
  }
  Value result = value.isUnbound() ? call(thread, function, {instance}) : call(thread, function, {instance, value});
  return !result.isError();
}
Value propertyWith(Thread &thread, Value self, int which, Value function) {
  auto *old = self.as<Property>();
  Value parts[4] = {orNone(old->get), orNone(old->set), orNone(old->del), old->doc_from_getter ? none() : orNone(old->doc)};
  parts[which] = function;
  if (old->doc_from_getter && which != 0)
    parts[3] = none();
  Value result = call(thread, Value(typeOf(self)), {parts[0], parts[1], parts[2], parts[3]});
  if (!result.isError() && isSubtype(typeOf(result), &property_type))
    result.as<Property>()->name = old->name;
  return result;
}
Value propertyGetter(Thread &thread, LocalValue *args) { return propertyWith(thread, args[0], 0, args[1]); }
Value propertySetter(Thread &thread, LocalValue *args) { return propertyWith(thread, args[0], 1, args[1]); }
Value propertyDeleter(Thread &thread, LocalValue *args) { return propertyWith(thread, args[0], 2, args[1]); }
Value propertySetName(Thread &, LocalValue *args) {
  args[0].as<Property>()->name = args[2];
  return none();
}
Value fget(Thread &, Value self) { return orNone(self.as<Property>()->get); }
Value fset(Thread &, Value self) { return orNone(self.as<Property>()->set); }
Value fdel(Thread &, Value self) { return orNone(self.as<Property>()->del); }
Value propertyDoc(Thread &, Value self) { return orNone(self.as<Property>()->doc); }
bool propertyDocSet(Thread &, Value self, Value value) {
  self.as<Property>()->doc = value;
  return true;
}
Value propertyAbstract(Thread &thread, Value self) {
  auto *property = self.as<Property>();
  for (Value part : {property->get, property->set, property->del}) {
    if (part.isUnbound())
      continue;
    Value abstract = findAttribute(thread, part, names.isabstractmethod);
    if (abstract.isError())
      return abstract;
    int truth = abstract.isUnbound() ? 0 : isTrue(thread, abstract);
    if (truth)
      return truth < 0 ? Value::error() : trueValue();
  }
  return falseValue();
}
constexpr MethodDef kPropertyMethods[] = {
    {"getter", "($self, fget, /)", propertyGetter, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", "($self, fset, /)", propertySetter, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", "($self, fdel, /)", propertyDeleter, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", "($self, owner, name, /)", propertySetName, "Method to set name of a property."},
};
constexpr GetSetDef kPropertyAttributes[] = {{"fget", fget}, {"fset", fset}, {"fdel", fdel}, {"__doc__", propertyDoc, propertyDocSet}, {"__isabstractmethod__", propertyAbstract}};

} // namespace

extern const TypeDef property_def = {
    .name = "property", .doc = "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n",
    .signature = "(fget=None, fset=None, fdel=None, doc=None)", .size = sizeof(Property), .flags = kBaseType, .trace = traceProperty,
    .slots = {.get = propertyGet, .set = propertySet, .create = propertyNew, .init = propertyInit},
    .methods = kPropertyMethods, .attributes = kPropertyAttributes, .attributes_offset = offsetof(Property, attributes)};

} // namespace pystm
