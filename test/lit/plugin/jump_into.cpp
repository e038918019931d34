// Intent: a region has one way in; a goto to a label in it is an error with the label and the region.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

int shared;

void fromBefore() {
  goto in; // expected-error {{cannot jump into an atomic region}}
  [[stm::atomic]] { // expected-note {{the atomic region begins here}}
    shared++;
  in: // expected-note {{label 'in' is in the region}}
    shared--;
  }
}

void fromBehind() {
  [[stm::atomic]] { // expected-note {{begins here}}
  in: // expected-note {{label 'in' is in the region}}
    shared--;
  }
  goto in; // expected-error {{cannot jump into an atomic region}}
}

void intoTheSecond() {
  [[stm::atomic]] {
    goto in; // expected-error {{cannot jump into an atomic region}}
  }
  [[stm::atomic]] { // expected-note {{begins here}}
  in: // expected-note {{label 'in'}}
    shared--;
  }
}

void intoTheInner() {
  [[stm::atomic]] {
    [[stm::atomic]] { // expected-note {{begins here}}
    in: // expected-note {{label 'in'}}
      shared++;
    }
    goto in; // expected-error {{cannot jump into an atomic region}}
  }
}

void intoBoth() {
  [[stm::atomic]] { // expected-note {{begins here}}
    [[stm::atomic]] {
    in: // expected-note {{label 'in'}}
      shared++;
    }
  }
  goto in; // expected-error {{cannot jump into an atomic region}}
}

template <class T> void inTemplate() {
  goto in; // expected-error {{cannot jump into an atomic region}}
  [[stm::atomic]] { // expected-note {{begins here}}
  in: // expected-note {{label 'in'}}
    shared++;
  }
}

struct Member {
  void inClass() {
    goto in; // expected-error {{cannot jump into an atomic region}}
    [[stm::atomic]] { // expected-note {{begins here}}
    in: // expected-note {{label 'in'}}
      shared++;
    }
  }
};

auto lambda = [] {
  goto in; // expected-error {{cannot jump into an atomic region}}
  [[stm::atomic]] { // expected-note {{begins here}}
  in: // expected-note {{label 'in'}}
    shared++;
  }
};
