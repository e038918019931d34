// The module _random: the Mersenne Twister of CPython's random.
#include "modules/native_init.h"

#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int_limbs.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "text/mersenne_twister.h"
#include "vm/native.h"
#include "vm/thread.h"

#include <ctime>
#include <sys/random.h>
#include <vector>

namespace pystm {
namespace {

struct RandomObject : Object {
  int64_t reserved;
  MersenneTwister twister;
};

MersenneTwister &twisterOf(LocalValue *args) { return args[0].as<RandomObject>()->twister; }

void seedFromSystem(MersenneTwister &twister) {
  std::vector<uint32_t> key(624);
  if (getrandom(key.data(), key.size() * 4, 0) != static_cast<ssize_t>(key.size() * 4))
    key[0] = static_cast<uint32_t>(time(nullptr));
  twister.seed(key.data(), key.size());
}

bool seedWith(Thread &thread, MersenneTwister &twister, Value seed) {
  if (seed.isUnbound() || isNone(seed)) {
    seedFromSystem(twister);
    return true;
  }
  std::vector<uint32_t> key;
  if (isInt(seed)) {
    IntView view(seed);
    for (int64_t i = 0; i < view.count(); ++i) {
      key.push_back(static_cast<uint32_t>(view.limbs()[i]));
      key.push_back(static_cast<uint32_t>(view.limbs()[i] >> 32));
    }
  } else {
    int64_t hash = 0;
    if (!hashOf(thread, seed, hash))
      return false;
    key = {static_cast<uint32_t>(hash), static_cast<uint32_t>(static_cast<uint64_t>(hash) >> 32)};
  }
  while (key.size() > 1 && key.back() == 0)
    key.pop_back();
  if (key.empty())
    key.push_back(0);
  twister.seed(key.data(), key.size());
  return true;
}

Value create(Thread &thread, Type *type, const Arguments &given) {
  auto *self = allocate<RandomObject>(thread, type);
  Value seed = given.positional > 0 && type->flags ? given[0] : Value::unbound();
  if (!seedWith(thread, self->twister, seed))
    return Value::error();
  return self;
}
bool initAnything(Thread &, Value, const Arguments &) { return true; }

Value randomFloat(Thread &, LocalValue *args) {
  uint32_t a = twisterOf(args).next() >> 5;
  uint32_t b = twisterOf(args).next() >> 6;
  return makeFloat((a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

Value seedMethod(Thread &thread, LocalValue *args) { return seedWith(thread, twisterOf(args), args[1]) ? none() : Value::error(); }

Value getRandBits(Thread &thread, LocalValue *args) {
  int64_t bits = 0;
  if (!toInt64(thread, args[1], bits))
    return Value::error();
  if (bits < 0)
    return raiseValueError(thread, "number of bits must be non-negative");
  if (bits == 0)
    return Value::smallInt(0);
  if (bits <= 32)
    return Value::smallInt(twisterOf(args).next() >> (32 - bits));
  LimbBuffer limbs((bits + 63) / 64);
  int64_t words = (bits + 31) / 32;
  for (int64_t i = 0; i < words; ++i, bits -= 32) {
    uint32_t word = twisterOf(args).next();
    if (bits < 32)
      word >>= 32 - bits;
    limbs[i / 2] |= static_cast<uint64_t>(word) << (32 * (i % 2));
  }
  return makeIntFromLimbs(thread, limbs.data(), (words + 1) / 2, false);
}

Value getState(Thread &thread, LocalValue *args) {
  const MersenneTwister &twister = twisterOf(args);
  Tuple *state = makeTuple(thread, 625);
  for (int64_t i = 0; i < 624; ++i)
    state->items[i] = Value::smallInt(twister.state[i]);
  state->items[624] = Value::smallInt(twister.index);
  return state;
}

Value setState(Thread &thread, LocalValue *args) {
  if (!isTuple(args[1]))
    return raiseTypeError(thread, "state vector must be a tuple");
  auto *state = args[1].as<Tuple>();
  if (state->size != 625)
    return raiseValueError(thread, "state vector is the wrong size");
  MersenneTwister fresh;
  int64_t word = 0;
  for (int64_t i = 0; i < 624; ++i) {
    if (!toInt64(thread, state->items[i], word))
      return Value::error();
    fresh.state[i] = static_cast<uint32_t>(word);
  }
  if (!toInt64(thread, state->items[624], word))
    return Value::error();
  if (word < 0 || word > 624)
    return raiseValueError(thread, "invalid state");
  fresh.index = static_cast<int>(word);
  twisterOf(args) = fresh;
  return none();
}

constexpr MethodDef kMethods[] = {
    {"random", "($self, /)", randomFloat, "random() -> x in the interval [0, 1)."},
    {"seed", "($self, n=None, /)", seedMethod},
    {"getstate", "($self, /)", getState},
    {"setstate", "($self, state, /)", setState},
    {"getrandbits", "($self, k, /)", getRandBits},
};
const TypeDef kRandom = {.name = "_random.Random",
                         .doc = "Random() -> create a random number generator with its own internal state.",
                         .size = sizeof(RandomObject),
                         .flags = kBaseType,
                         .slots = {.create = create, .init = initAnything},
                         .methods = kMethods};

bool initialize(Thread &thread, Module *module) { return addModuleType(thread, module, makeType(thread, kRandom)); }

} // namespace

extern const ModuleDef random_module;
const ModuleDef random_module = {"_random", "Module implements the Mersenne Twister random number generator.", {}, initialize};

} // namespace pystm
