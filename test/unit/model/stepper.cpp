//===- model/stepper.cpp - Carrying out orders -----------------------------------------------------------===//
#include "model/stepper.h"

#include "os/os.h"
#include "support/region.h"
#include "tx/thread_state.h"

#include <cstdlib>
#include <cstring>
#include <new>

extern "C" __attribute__((preserve_most)) void __stm_poll_slow();

namespace stm::test {

namespace {
const stm_site always = {__FILE__, "transaction", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};
const stm_site sometimes = {__FILE__, "transaction", __LINE__, 0};
const stm_reason reason = {"a step", nullptr, 0, 0};
constexpr int64_t kPatience = 20 * int64_t(1000000000);
} // namespace

Stepper::Stepper() : mail_(new (os::allocate(sizeof(Mail), "test")) Mail) {
  mail_->turn = 1;
  thread_ = std::thread([mail = mail_] {
    mail->state = &currentThread();
    answer(*mail, {});
    serve(*mail);
  });
  while (mail_->turn == 1)
    futexWait(mail_->turn, 1);
}

Stepper::~Stepper() {
  mail_->order.action = Order::kEnd;
  mail_->turn = 1;
  futexWake(mail_->turn, 1);
  thread_.join();
}

bool Stepper::run(const Order &order, Report &report) {
  mail_->order = order;
  mail_->turn = 1;
  futexWake(mail_->turn, 1);
  for (int spin = 0; spin < 2000 && mail_->turn == 1; ++spin)
    cpuRelax();
  if (mail_->turn == 1)
    futexWait(mail_->turn, 1, kPatience);
  report = mail_->report;
  return mail_->turn == 0;
}

void Stepper::awaitOrder(Mail &mail) {
  for (int spin = 0; spin < 2000 && mail.turn == 0; ++spin)
    cpuRelax();
  while (mail.turn == 0)
    futexWait(mail.turn, 0);
}

void Stepper::answer(Mail &mail, const Report &report) {
  mail.report = report;
  mail.turn = 0;
  futexWake(mail.turn, 1);
}

__attribute__((noinline)) void Stepper::transaction(Mail &mail) {
  bool irrevocable = mail.order.value & 1;
  // Loneliness after one begin, or never.
  currentThread().sole_begins = 0;
  currentThread().sole_interval = mail.order.value & 2 ? 1 : ~uint32_t(0);
  currentThread().sole_time = 0;
  uint32_t mode = __stm_begin(irrevocable ? &always : &sometimes, __builtin_dwarf_cfa(), nullptr, nullptr);
  answer(mail, {Report::kStarted, mode == STM_MODE_PLAIN, 0, nullptr});
  for (;;) {
    awaitOrder(mail);
    const Order order = mail.order;
    Report report = {};
    switch (order.action) {
    case Order::kRead:
      memcpy(&report.value, __stm_read_slow(order.address, order.size), order.size);
      break;
    case Order::kWrite:
      memcpy(__stm_write_slow(order.address, order.size), &order.value, order.size);
      break;
    case Order::kAllocate:
      report.address = static_cast<uint8_t *>(malloc(order.size));
      memset(__stm_write_slow(report.address, order.size), int(order.value), order.size);
      break;
    case Order::kFree:
      free(order.address);
      break;
    case Order::kIrrevocable:
      __stm_become_irrevocable(&reason);
      break;
    case Order::kPoll:
      __stm_poll_slow();
      break;
    default:
      __stm_commit();
      answer(mail, {Report::kCommitted, false, 0, nullptr});
      return;
    }
    answer(mail, report);
  }
}

void Stepper::serve(Mail &mail) {
  for (;;) {
    awaitOrder(mail);
    const Order order = mail.order;
    Report report = {};
    switch (order.action) {
    case Order::kEnd:
      return;
    case Order::kBegin:
      transaction(mail);
      continue;
    case Order::kPlainRead:
      memcpy(&report.value, order.address, order.size);
      break;
    case Order::kPlainWrite:
      // Byte by byte: the neighbours are others'.
      for (uint32_t i = 0; i < order.size; ++i)
        reinterpret_cast<volatile uint8_t *>(order.address)[i] = uint8_t(order.value >> 8 * i);
      break;
    case Order::kPlainAllocate:
      report.address = static_cast<uint8_t *>(malloc(order.size));
      memset(report.address, int(order.value), order.size);
      break;
    default:
      free(order.address);
      break;
    }
    answer(mail, report);
  }
}

} // namespace stm::test
