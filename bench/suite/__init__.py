"""The parts of the benchmark suite: what is run (workloads), how (session), what a result is (results),
what it should be (goals), and how it is shown (plots, page). run.py and compare.py put them together."""
