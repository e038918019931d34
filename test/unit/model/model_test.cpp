//===- model/model_test.cpp - Random scripts against the sequential model ------------------------------------------===//
//
// The director chooses a thread and a step at random (the seed is the test's name), has the thread take it, and
// compares what comes back with the model: every value read, every restart, and, after each step, the runtime's
// invariants. Steps that would have to wait for another thread are never chosen.
//
// A failure prints the script; STM_MODEL_SCRIPT=<file> replays it as the test Script.Replays.
//
//===--------------------------------------------------------------------------------------------------------===//
#include "model/inspector.h"
#include "model/script.h"
#include "model/sequential.h"
#include "model/stepper.h"
#include "support/in_views.h"

#include <fstream>
#include <iostream>
#include <memory>
#include <random>

using namespace stm;
using namespace stm::test;

namespace {

/// The first line of a script whose transactions were aborted at random.
constexpr char kInjected[] = "with injected aborts";

class Director {
public:
  explicit Director(bool injected) : injected_(injected) {
    if (injected)
      script_ = std::string(kInjected) + "\n";
    memory_ = reinterpret_cast<Address>(allocatePages<uint8_t>(kPlainPages + 1));
    model_.committed.add(memory_, std::vector<uint8_t>(kSharedBytes, 0));
    for (unsigned i = 0; i < kThreads; ++i) {
      threads_[i] = std::make_unique<Stepper>();
      views_of_threads_[i] = threads_[i].get();
    }
  }
  ~Director() {
    finish();
    for (unsigned slot = 0; slot < kSlots; ++slot)
      free(reinterpret_cast<void *>(model_.committed.load(slotAddress(slot), 8)));
    for (Address block : model_.own)
      free(reinterpret_cast<void *>(block));
    free(reinterpret_cast<void *>(memory_));
  }

  /// Takes the step if the state allows it. Failures are the test's.
  void take(const Step &step) {
    if (!isPossible(step))
      return;
    script_ += toLine(step) + "\n";
    act(step);
    inspect(model_, views_of_threads_);
  }
  const Sequential &model() const { return model_; }
  const std::string &script() const { return script_; }

private:
  Transaction &transactionOf(const Step &step) { return model_.transactions[step.thread]; }
  Address slotAddress(uint32_t slot) const { return memory_ + kPlainPages * 4096 + slot * 8; }

  /// Leaves out what would wait, and what the program would be wrong to do.
  bool isPossible(const Step &step) {
    Transaction &transaction = transactionOf(step);
    if (transaction.active != isInside(step.kind))
      return false;
    Address at = memory_ + step.offset;
    switch (step.kind) {
    case Kind::begin:
      return !model_.anyPlain() && (!(step.value & 3) || !model_.anyOtherActive(step.thread));
    case Kind::read:
    case Kind::write:
      return !transaction.isUnknown(at, step.size) || transaction.conflict;
    case Kind::take:
      return !model_.own[step.thread] && transaction.taken.empty();
    case Kind::put:
      return model_.own[step.thread] && !transaction.puts;
    case Kind::irrevocable:
      return !model_.anyOtherActive(step.thread);
    case Kind::outsideWrite:
      return model_.isFree(at, step.size);
    case Kind::ownAlloc:
      return !model_.own[step.thread];
    case Kind::ownWrite:
    case Kind::ownFree:
      return model_.own[step.thread] != 0;
    default:
      return true;
    }
  }

  Report order(const Step &step, Order::Action action, Address address = 0, uint32_t size = 0, uint64_t value = 0) {
    Report report;
    if (!threads_[step.thread]->run({action, size, value, reinterpret_cast<uint8_t *>(address)}, report)) {
      std::cerr << "thread " << step.thread << " waits for ever; the script:\n" << script_;
      abort();
    }
    return report;
  }

  /// The transaction starts again: it must have had a reason.
  void restarted(const Step &step, const Report &report) {
    const Transaction &transaction = transactionOf(step);
    EXPECT_TRUE(transaction.conflict || transaction.excuse) << "restarted for nothing";
    started(step, report);
  }
  void started(const Step &step, const Report &report) {
    EXPECT_FALSE(report.plain && model_.anyOtherActive(step.thread)) << "plain code beside another transaction";
    model_.begin(step.thread, report.plain, injected_);
  }

  uint64_t read(const Step &step, Address address, uint32_t size) {
    Transaction &transaction = transactionOf(step);
    transaction.access(address, size);
    Report report = order(step, Order::kRead, address, size);
    if (transaction.isUnknown(address, size))
      EXPECT_TRUE(transaction.conflict) << "only the doomed look at what was written outside";
    else
      EXPECT_EQ(report.value, transaction.now.load(address, size));
    return report.value;
  }
  void write(const Step &step, Address address, uint32_t size, uint64_t value) {
    Transaction &transaction = transactionOf(step);
    transaction.access(address, size);
    order(step, Order::kWrite, address, size, value);
    transaction.now.store(address, size, value);
    if (transaction.plain)
      model_.committed.store(address, size, value);
  }
  Address readSlot(const Step &step) { return read(step, slotAddress(step.where), 8); }

  void expectUnknown(Address block) {
    EXPECT_FALSE(model_.committed.holds(block)) << "a block that is in use was handed out";
    for (unsigned i = 0; i < kThreads; ++i) {
      EXPECT_NE(model_.own[i], block) << "a block that is in use was handed out";
      EXPECT_FALSE(model_.transactions[i].now.holds(block)) << "thread " << i << " can still reach a block handed out";
    }
  }
  void allocate(const Step &step) {
    Transaction &transaction = transactionOf(step);
    Address old = readSlot(step);
    auto fill = uint8_t(step.value);
    Address block = reinterpret_cast<Address>(order(step, Order::kAllocate, 0, kBlockBytes, fill).address);
    expectUnknown(block);
    transaction.now.add(block, std::vector<uint8_t>(kBlockBytes, fill));
    transaction.access(block, kBlockBytes);
    transaction.fresh.push_back(block);
    transaction.excuse = true;
    if (transaction.plain)
      model_.committed.add(block, std::vector<uint8_t>(kBlockBytes, fill));
    write(step, slotAddress(step.where), 8, block);
    release(step, old);
  }
  void release(const Step &step, Address block) {
    if (!block)
      return;
    Transaction &transaction = transactionOf(step);
    order(step, Order::kFree, block);
    if (transaction.plain)
      transaction.now.remove(block), model_.committed.remove(block);
    else
      transaction.freed.push_back(block);
  }

  void actInside(const Step &step) {
    Transaction &transaction = transactionOf(step);
    switch (step.kind) {
    case Kind::read:
      read(step, memory_ + step.offset, step.size);
      break;
    case Kind::write:
      write(step, memory_ + step.offset, step.size, step.value);
      break;
    case Kind::alloc:
      allocate(step);
      break;
    case Kind::release:
      if (Address block = readSlot(step)) {
        write(step, slotAddress(step.where), 8, 0);
        release(step, block);
      }
      break;
    case Kind::readBlock:
      if (Address block = readSlot(step))
        read(step, block + step.offset, step.size);
      break;
    case Kind::writeBlock:
      if (Address block = readSlot(step))
        writeBlock(step, block);
      break;
    case Kind::take:
      if (Address block = readSlot(step)) {
        write(step, slotAddress(step.where), 8, 0);
        transaction.taken.push_back(block);
      }
      break;
    case Kind::put:
      if (transaction.taken.empty() && readSlot(step) == 0) {
        Address block = model_.own[step.thread];
        write(step, slotAddress(step.where), 8, block);
        transaction.now.add(block, own_bytes_[step.thread]);
        transaction.puts = true;
        if (transaction.plain) {
          model_.committed.add(block, own_bytes_[step.thread]);
          model_.own[step.thread] = 0;
        }
      }
      break;
    default:
      break;
    }
  }
  void writeBlock(const Step &step, Address block) {
    Transaction &transaction = transactionOf(step);
    Address address = block + step.offset;
    transaction.access(address, step.size);
    order(step, Order::kWrite, address, step.size, step.value);
    transaction.now.store(address, step.size, step.value);
    if (transaction.plain && model_.committed.holds(block))
      model_.committed.store(address, step.size, step.value);
  }

  void act(const Step &step) {
    Transaction &transaction = transactionOf(step);
    Address at = memory_ + step.offset, own = model_.own[step.thread];
    Report report;
    switch (step.kind) {
    case Kind::begin:
      report = order(step, Order::kBegin, 0, 0, step.value);
      EXPECT_EQ(report.event, Report::kStarted);
      EXPECT_TRUE(report.plain || !(step.value & 1)) << "not irrevocable";
      started(step, report);
      break;
    case Kind::irrevocable:
      report = order(step, Order::kIrrevocable);
      if (report.event == Report::kStarted) {
        restarted(step, report);
      } else if (!transaction.plain) {
        EXPECT_FALSE(transaction.conflict) << "irrevocable in spite of a conflict";
        model_.commit(step.thread, false);
        rememberOwn(step.thread);
      }
      break;
    case Kind::poll:
      report = order(step, Order::kPoll);
      if (report.event == Report::kStarted)
        restarted(step, report);
      break;
    case Kind::commit:
      commit(step);
      break;
    case Kind::outsideRead:
      EXPECT_EQ(order(step, Order::kPlainRead, at, step.size).value, model_.committed.load(at, step.size));
      break;
    case Kind::outsideWrite:
      order(step, Order::kPlainWrite, at, step.size, step.value);
      model_.committed.store(at, step.size, step.value);
      model_.writeOutside(at, step.size);
      break;
    case Kind::ownAlloc: {
      auto fill = uint8_t(step.value);
      Address block = reinterpret_cast<Address>(order(step, Order::kPlainAllocate, 0, kBlockBytes, fill).address);
      expectUnknown(block);
      model_.own[step.thread] = block;
      own_bytes_[step.thread].assign(kBlockBytes, fill);
      model_.writeOutside(block, kBlockBytes);
      break;
    }
    case Kind::ownWrite:
      order(step, Order::kPlainWrite, own + step.offset, step.size, step.value);
      for (uint32_t i = 0; i < step.size; ++i)
        own_bytes_[step.thread][step.offset + i] = uint8_t(step.value >> 8 * i);
      model_.writeOutside(own + step.offset, step.size);
      break;
    case Kind::ownFree:
      order(step, Order::kPlainFree, own);
      model_.own[step.thread] = 0;
      break;
    default:
      actInside(step);
      break;
    }
  }
  void commit(const Step &step) {
    Transaction &transaction = transactionOf(step);
    Report report = order(step, Order::kCommit);
    if (report.event == Report::kStarted)
      return restarted(step, report);
    EXPECT_EQ(report.event, Report::kCommitted);
    EXPECT_FALSE(transaction.conflict) << "committed in spite of a conflict";
    model_.commit(step.thread, true);
    rememberOwn(step.thread);
  }
  /// A block that became the thread's own: its bytes are what canonical memory holds.
  void rememberOwn(uint32_t thread) {
    if (auto *block = reinterpret_cast<const uint8_t *>(model_.own[thread]))
      own_bytes_[thread].assign(block, block + kBlockBytes);
  }

  /// Ends what still runs, plain transactions first.
  void finish() {
    for (int round = 0; round < 100; ++round)
      for (uint32_t i = 0; i < kThreads; ++i)
        if (model_.transactions[i].active && (model_.transactions[i].plain || !model_.anyPlain()))
          take({i, Kind::commit, 0, 0, 0, 0});
  }

  bool injected_;
  Address memory_;
  Sequential model_;
  std::vector<uint8_t> own_bytes_[kThreads];
  std::unique_ptr<Stepper> threads_[kThreads];
  const Stepper *views_of_threads_[kThreads];
  std::string script_;
};

/// Chooses steps so that threads meet often: few offsets, few slots.
class Chooser {
public:
  explicit Chooser(unsigned seed) : random_(seed) {}

  Step next(const Sequential &model) {
    Step step = {};
    step.thread = below(kThreads);
    step.kind = model.transactions[step.thread].active ? inside() : outside();
    step.where = below(kSlots);
    step.size = 1u << below(4);
    bool in_block = step.kind == Kind::readBlock || step.kind == Kind::writeBlock || step.kind == Kind::ownWrite;
    step.offset = in_block ? below(kBlockBytes / 8) * 8 : offset(step.size);
    step.value = step.kind == Kind::begin ? beginFlags() : uint64_t(random_()) << 32 | random_();
    return step;
  }

private:
  uint32_t below(uint32_t limit) { return uint32_t(random_() % limit); }
  uint32_t offset(uint32_t size) {
    uint32_t page = below(kPlainPages) * 4096;
    if (below(20) == 0) // anywhere, across granules and pages
      return below(kPlainPages * 4096 - 8);
    return page + below(64 / size) * size;
  }
  uint64_t beginFlags() { return below(12) == 0 ? 1 : below(6) == 0 ? 2 : 0; }
  Kind inside() {
    static constexpr Kind kinds[] = {Kind::read,  Kind::read,      Kind::read,       Kind::write,       Kind::write,
                                     Kind::write, Kind::readBlock, Kind::writeBlock, Kind::alloc,       Kind::release,
                                     Kind::take,  Kind::put,       Kind::poll,       Kind::irrevocable, Kind::commit,
                                     Kind::commit, Kind::commit};
    return kinds[below(std::size(kinds))];
  }
  Kind outside() {
    static constexpr Kind kinds[] = {Kind::begin,        Kind::begin,    Kind::begin,    Kind::begin,   Kind::outsideRead,
                                     Kind::outsideWrite, Kind::ownAlloc, Kind::ownWrite, Kind::ownWrite, Kind::ownFree};
    return kinds[below(std::size(kinds))];
  }
  std::mt19937 random_;
};

void prepare(bool injected) {
  runInViews();
  setenv("STM_LONE", "1", 1);
  setenv("STM_ABORT_EVERY", injected ? "3" : "0", 1);
  readFlags();
}

class Seed : public testing::TestWithParam<unsigned> {};

TEST_P(Seed, AgreesWithSequential) {
  bool injected = GetParam() % 5 == 4;
  prepare(false);
  Chooser chooser(GetParam());
  std::string script;
  {
    Director director(injected);
    if (injected)
      prepare(true);
    for (int i = 0; i < 400 && !HasFailure(); ++i)
      director.take(chooser.next(director.model()));
    script = director.script();
  }
  if (HasFailure())
    std::cout << "the script, for STM_MODEL_SCRIPT:\n" << script;
}

INSTANTIATE_TEST_SUITE_P(Model, Seed, testing::Range(0u, 200u),
                         [](const auto &info) { return std::to_string(info.param); });

TEST(Script, Replays) {
  const char *path = getenv("STM_MODEL_SCRIPT");
  if (!path)
    GTEST_SKIP() << "STM_MODEL_SCRIPT names no file";
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  std::string line;
  std::getline(file, line);
  bool injected = line == kInjected;
  if (!injected)
    file.seekg(0);
  prepare(false);
  Director director(injected);
  if (injected)
    prepare(true);
  Step step;
  while (std::getline(file, line) && !HasFailure())
    if (parseLine(line, step)) {
      std::cout << line << std::endl;
      director.take(step);
    }
}

TEST(Script, LinesMeanWhatTheySay) {
  for (uint32_t kind = 0; kind < kKinds; ++kind) {
    Step step = {2, Kind(kind), 3, 44, 8, 0xfedcba9876543210}, parsed;
    ASSERT_TRUE(parseLine(toLine(step), parsed));
    EXPECT_EQ(toLine(parsed), toLine(step));
  }
  Step step;
  EXPECT_FALSE(parseLine("1 jump 0 0 0 0", step));
  EXPECT_FALSE(parseLine("the script:", step));
}

} // namespace
