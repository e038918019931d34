// Intent: what a thread wrote before it published a pointer in a region is what the reader of the pointer sees.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

struct Message {
  int number;
  int payload[60];
};

static Message *mailbox;

int main() {
  const int kMessages = 2000;
  inParallel(2, [](int me) {
    if (me == 0) {
      for (int i = 0; i < kMessages; ++i) {
        Message *message = new Message;
        message->number = i;
        for (int &word : message->payload)
          word = i * 3;
        for (bool sent = false; !sent;) {
          [[stm::atomic]] {
            if (!mailbox) {
              mailbox = message;
              sent = true;
            }
          }
          if (!sent)
            std::this_thread::yield();
        }
      }
    } else {
      for (int i = 0; i < kMessages; ++i) {
        Message *message = nullptr;
        int inside = 0;
        while (!message) {
          [[stm::atomic]] {
            message = mailbox;
            if (message) {
              inside = message->payload[59];
              mailbox = nullptr;
            }
          }
          if (!message)
            std::this_thread::yield();
        }
        CHECK(inside == i * 3);
        CHECK(message->number == i);
        for (int word : message->payload)
          CHECK(word == i * 3);
        delete message;
      }
    }
  });
}
