"""The figures that the product is to reach, and what a result says of them: geometric means of time over plain code's."""

import dataclasses

from .results import geometric_mean, mean_ratio, of_kind, ratio


@dataclasses.dataclass(frozen=True)
class Goal:
    text: str
    limit: float
    value: float | None  # None: not measured
    worst: str = ""  # the workload that is farthest from the goal

    @property
    def reached(self):
        return self.value is not None and self.value <= self.limit


def worst_of(workloads, figure):
    """The largest figure and its workload's name."""
    found = [(figure(workload), workload["name"]) for workload in workloads]
    found = [(value, name) for value, name in found if value is not None]
    return max(found, default=(None, ""))


def against(variant, threads, other):
    """A function: the time of `variant` over that of `other`, with the same number of threads."""

    def figure(workload):
        mine, others = ratio(workload, variant, threads), ratio(workload, other, threads)
        return mine / others if mine and others else None

    return figure


def mean_goal(text, limit, workloads, variant, threads):
    value = mean_ratio(workloads, variant, threads)
    return Goal(text, limit, value, worst_of(workloads, lambda w: ratio(w, variant, threads))[1])


def worst_goal(text, limit, workloads, figure):
    value, name = worst_of(workloads, figure)
    return Goal(text, limit, value, name)


def evaluate(data):
    """All goals with the values that `data` has for them."""
    applications, structures = of_kind(data, "applications"), of_kind(data, "structures")
    memory = of_kind(data, "memory")
    everything = applications + structures
    long_ones = [workload for workload in structures if workload["reads"] >= 100]
    tiny = [workload for workload in structures if workload["tiny"]]

    def alone(workload):
        return ratio(workload, "stm", 1)

    return [
        mean_goal("applications, one lonely thread", 1.03, applications, "stm", 1),
        mean_goal("applications and structures, one lonely thread", 1.03, everything, "stm", 1),
        mean_goal("applications, one thread, barriers forced", 1.35, applications, "views", 1),
        worst_goal("the slowest application, one thread, barriers forced", 1.8, applications,
                   lambda w: ratio(w, "views", 1)),
        mean_goal("applications, two threads", 0.65, applications, "stm", 2),
        worst_goal("the slowest application, two threads", 1.0, applications, lambda w: ratio(w, "stm", 2)),
        worst_goal("applications, two threads, over libitm's time", 1.0, applications, against("stm", 2, "libitm")),
        worst_goal("applications, two threads, over one mutex's time", 1.0, applications, against("stm", 2, "mutex")),
        mean_goal("structures with 100 reads an operation or more, two threads", 0.6, long_ones, "stm", 2),
        worst_goal("tiny regions, two threads, over one mutex's time", 1.0, tiny, against("stm", 2, "mutex")),
        worst_goal("own memory and long scans, one thread, barriers forced", 1.3, memory,
                   lambda w: ratio(w, "views", 1)),
        worst_goal("own memory and long scans, two threads, a thread", 1.3, memory,
                   lambda w: 2 * ratio(w, "stm", 2) if ratio(w, "stm", 2) else None),
        worst_goal("the slowest workload, one lonely thread", 1.2, data["workloads"], alone),
    ]  # fmt: skip


def peers(data, threads):
    """Geometric means of the applications for each variant: [(variant, mean)]."""
    applications = of_kind(data, "applications")
    rows = []
    for variant in ("mutex", "libitm", "stm", "views"):
        values = [ratio(workload, variant, threads) for workload in applications]
        values = [value for value in values if value]
        if values:
            rows.append((variant, geometric_mean(values)))
    return rows
