"""What is measured: one row a point, that is a program with its arguments, and the configurations it is run in.

A program `NAME` has its variants as build/bin/bench/NAME_VARIANT (bench/CMakeLists.txt). Its first argument is
the number of threads, the second an amount of work, which `--smoke` divides.
"""

import dataclasses

# A variant's name in results -> the program's suffix and what is added to the environment. `views` is the same program as
# `stm`, with barriers in every region.
VARIANTS = {
    "plain": ("plain", {}),
    "mutex": ("mutex", {}),
    "fine": ("fine", {}),
    "tbb": ("tbb", {}),
    "libitm": ("libitm", {}),
    "stm": ("stm", {}),
    "views": ("stm", {"STM_LONE": "0", "STM_LOCK": "0"}),
}
TITLES = {
    "plain": "plain, sequential",
    "mutex": "one std::mutex",
    "fine": "fine-grained locks",
    "tbb": "oneTBB container",
    "libitm": "g++ -fgnu-tm, libitm",
    "stm": "atomic regions",
    "views": "atomic regions, barriers forced",
}
KINDS = {
    "applications": "Applications",
    "structures": "Data structures",
    "server": "Server",
    "memory": "A thread's own memory and long scans",
    "footprint": "Memory",
}


@dataclasses.dataclass(frozen=True)
class Workload:
    name: str  # unique; in results and on the page
    kind: str
    program: str
    arguments: tuple  # the work first
    variants: tuple  # besides plain, mutex, stm and views
    text: str
    quick: bool = True  # part of --quick
    large: bool = False  # much to prepare: no part of --smoke
    reads: int = 0  # loads of shared memory an operation, about; 0: does not matter
    tiny: bool = False  # a handful of accesses a region
    # Answers that depend on the order of regions carry a figure that must be within this part of plain code's.
    tolerance: float = 0.0


def structures():
    """Each structure small and out of cache, at four shares of updates."""
    # name, small and large size (keys or elements), operations at 20% in each, other variants, reads an operation
    table = [
        ("sorted_list", (1024, 16384), (60000, 1600), ("libitm", "fine"), (256, 4096), False),
        ("hash_table", (4096, 1048576), (3000000, 800000), ("libitm", "fine", "tbb"), (4, 4), True),
        ("search_tree", (4096, 524288), (1200000, 150000), ("libitm",), (20, 40), False),
        ("map", (4096, 524288), (1200000, 150000), ("libitm",), (20, 40), False),
        ("skip_list", (4096, 524288), (800000, 70000), ("libitm",), (40, 60), False),
        ("queue", (1024, 1048576), (6000000, 6000000), ("libitm", "fine", "tbb"), (4, 4), True),
        ("priority_queue", (1024, 1048576), (3000000, 1500000), ("libitm", "tbb"), (20, 40), False),
        ("bank", (1024, 4194304), (8000000, 3000000), ("libitm", "fine"), (2, 2), True),
        ("counters", (1024, 8388608), (12000000, 6000000), ("libitm", "fine"), (1, 1), True),
    ]
    for program, sizes, operations, variants, reads, tiny in table:
        for index, size in enumerate(sizes):
            for updates in (0, 2, 20, 100):
                yield Workload(
                    name=f"{program}, {size} keys, {updates}% updates",
                    kind="structures",
                    program=program,
                    arguments=(operations[index], updates, size),
                    variants=variants,
                    text=f"{size} keys or elements, {updates}% of the operations change them",
                    quick=updates == 20 and (index == 0 or program in ("hash_table", "search_tree")),
                    large=index == 1,
                    reads=reads[index],
                    tiny=tiny,
                )


APPLICATIONS = [
    ("gene_sequencing", (131072, 32768), 0, "a gene is put together from overlapping segments"),
    ("packet_reassembly", (65536,), 0, "packets are put together to flows, in which attacks are looked for"),
    ("k_means", (131072, 16, 12), 0, "points are divided into clusters"),
    ("maze_routing", (256, 192), 0.1, "paths through a grid that do not meet"),
    ("graph_kernel", (400000, 65536), 0, "a graph is built from its edges"),
    ("travel_reservations", (65536, 16384), 0.1, "a travel agency's tables"),
    ("mesh_refinement", (80000,), 0.1, "a triangulation is refined until no angle is small"),
    ("network_learning", (8192, 32), 0.1, "a Bayesian network is learned from records"),
]

WORKLOADS = [
    *(
        Workload(name, "applications", name, arguments, ("libitm",), text, tolerance=tolerance)
        for name, arguments, tolerance, text in APPLICATIONS
    ),
    *structures(),
    Workload(
        "own_page", "memory", "own_page", (400000,), ("libitm",), "512 updates of a page of the thread's own"
    ),
    Workload(
        "long_scan", "memory", "long_scan", (60000,), ("libitm",), "the sum of 64 KiB, one in 16 with an update"
    ),
    Workload(
        "key_value_cache", "server", "key_value_cache", (150000, 20000, 10000), ("libitm",),
        "get and set over loopback sockets, least recently used entries are forgotten", tolerance=0.1,
    ),
]  # fmt: skip

# Two programs whose figure is memory, with two threads: (program, MiB in a full, a quick and a smoke run, key of the figure, text).
FOOTPRINTS = [
    ("memory_read", (1024, 128, 16), "pss_kib", "a heap that two threads read: memory, each page counted once"),
    ("memory_write", (256, 64, 16), "peak_kib", "a heap that two threads write: peak resident set"),
]


def configurations(workload, threads):
    """(variant, threads) in the order in which a round runs them: plain first, since the others are compared with it."""
    yield "plain", 1
    for variant in ("mutex", "stm", *workload.variants):
        for count in threads:
            yield variant, count
    for count in threads:
        if count <= 2:
            yield "views", count
