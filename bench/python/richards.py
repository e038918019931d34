"""A small operating system's scheduler with tasks, packets and queues, after Richards: classes, dispatch, linked lists."""

from command_line import run

SIZE = 12
SMALL = 1
IDLE, WORKER, FIRST_HANDLER, SECOND_HANDLER, FIRST_DEVICE, SECOND_DEVICE = range(6)
DEVICE_PACKET, WORK_PACKET = range(2)
PAYLOAD = 4


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.position = 0
        self.payload = [0] * PAYLOAD

    def appended_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, number, priority, queue):
        self.system = system
        self.number = number
        self.priority = priority
        self.queue = queue
        self.waiting = queue is None
        self.holding = False
        self.link = system.tasks
        system.tasks = self
        system.table[number] = self

    def blocked(self):
        return self.holding or (self.waiting and self.queue is None)

    def step(self):
        packet = None
        if self.waiting and self.queue is not None:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
        return self.act(packet)

    def add(self, packet, sender):
        was_blocked = self.blocked()
        self.queue = packet.appended_to(self.queue)
        return self if was_blocked and self.priority > sender.priority else sender

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.system.holds += 1
        self.holding = True
        return self.link

    def release(self, number):
        other = self.system.table[number]
        other.holding = False
        return other if other.priority > self.priority else self

    def send(self, packet):
        self.system.sent += 1
        receiver = self.system.table[packet.owner]
        packet.owner = self.number
        return receiver.add(packet, self)


class Idle(Task):
    def __init__(self, system, count):
        super().__init__(system, IDLE, 0, None)
        self.waiting = False
        self.control = 1
        self.count = count

    def act(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(FIRST_DEVICE)
        self.control = self.control // 2 ^ 0xD008
        return self.release(SECOND_DEVICE)


class Worker(Task):
    def __init__(self, system, queue):
        super().__init__(system, WORKER, 1000, queue)
        self.destination = FIRST_HANDLER
        self.letter = 0

    def act(self, packet):
        if packet is None:
            return self.wait()
        self.destination = SECOND_HANDLER if self.destination == FIRST_HANDLER else FIRST_HANDLER
        packet.owner = self.destination
        packet.position = 0
        for n in range(PAYLOAD):
            self.letter = self.letter % 26 + 1
            packet.payload[n] = ord("A") + self.letter - 1
        return self.send(packet)


class Handler(Task):
    def __init__(self, system, number, priority, queue):
        super().__init__(system, number, priority, queue)
        self.work = None
        self.devices = None

    def act(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work = packet.appended_to(self.work)
            else:
                self.devices = packet.appended_to(self.devices)
        work = self.work
        if work is None:
            return self.wait()
        if work.position >= PAYLOAD:
            self.work = work.link
            return self.send(work)
        device = self.devices
        if device is None:
            return self.wait()
        self.devices = device.link
        device.position = work.payload[work.position]
        work.position += 1
        return self.send(device)


class Device(Task):
    def __init__(self, system, number, priority):
        super().__init__(system, number, priority, None)
        self.pending = None

    def act(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.send(packet)
        self.pending = packet
        return self.hold()


class System:
    def __init__(self):
        self.tasks = None
        self.table = [None] * 6
        self.sent = 0
        self.holds = 0

    def schedule(self):
        task = self.tasks
        while task is not None:
            task = task.link if task.blocked() else task.step()


def simulate():
    system = System()
    Idle(system, 10000)
    work = Packet(Packet(None, WORKER, WORK_PACKET), WORKER, WORK_PACKET)
    Worker(system, work)
    for number, device, priority in ((FIRST_HANDLER, FIRST_DEVICE, 2000), (SECOND_HANDLER, SECOND_DEVICE, 3000)):
        queue = None
        for _ in range(3):
            queue = Packet(queue, device, DEVICE_PACKET)
        Handler(system, number, priority, queue)
    Device(system, FIRST_DEVICE, 4000)
    Device(system, SECOND_DEVICE, 5000)
    system.schedule()
    return system.sent, system.holds


def answer(rounds):
    results = {simulate() for _ in range(rounds)}
    return f"sent, held {sorted(results)}"


if __name__ == "__main__":
    run(answer, SIZE)
