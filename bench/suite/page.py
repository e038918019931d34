"""The HTML page of a result: one file, with its style and its drawings in it."""

import statistics
from html import escape

from . import goals, plots, results
from .workloads import KINDS, TITLES

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 940px; margin: 2em auto; padding: 0 1em; color: #222; background: #fff; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2em; border-bottom: 1px solid #ccc; }
table { border-collapse: collapse; font-size: 13px; } td, th { padding: 2px 8px; border-bottom: 1px solid #ddd; text-align: right; }
td:first-child, th:first-child { text-align: left; } .yes { color: #2a7a3b; } .no, .problem { color: #a8322a; font-weight: 600; }
svg text { font: 12px system-ui, sans-serif; fill: #222; } svg .small { font-size: 10px; } svg .strong { font-weight: 600; }
svg .axis { stroke: #444; } svg .grid { stroke: #e2e2e2; } svg .one { stroke: #444; stroke-dasharray: 4 3; }
svg .spread { stroke: #222; stroke-width: 1; } .multiples { display: flex; flex-wrap: wrap; gap: 12px; }
details { margin: 0.5em 0; } summary { cursor: pointer; }
"""
VERSUS = ("mutex", "fine", "tbb", "libitm", "views", "stm")
# How regions ended, from the runtime's statistics: (name, function of the counts).
ENDS = [
    ("views, wrote", lambda s: s.get("commits in views", 0) - s.get("of them read-only", 0)),
    ("views, only read", lambda s: s.get("of them read-only", 0)),
    ("under lock mode's lock", lambda s: s.get("regions under the lock of lock mode", 0)),
    ("undone, ran again", lambda s: s.get("aborts", 0)),
    ("alone (irrevocable)", lambda s: s.get("irrevocable runs", 0)),
]


def table(head, rows):
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows]
    return f"<table><tr>{cells}</tr>{''.join(lines)}</table>"


def with_spread(run):
    low, high = results.spread(run["ratios"])
    return statistics.median(run["ratios"]), low, high


def figure(value, unit=""):
    return "" if value is None else f"{value:.2f}{unit}"


def machine(data):
    facts = dict(data["machine"])
    facts["virtual"] = "a virtual machine" if facts.get("virtual") else "bare"
    return table(("machine", ""), [(escape(key), escape(str(value))) for key, value in facts.items()])


def goal_table(data):
    rows = []
    for goal in goals.evaluate(data):
        if goal.value is None:
            verdict = "not measured"
        else:
            verdict = f'<span class="{"yes" if goal.reached else "no"}">{"reached" if goal.reached else "not reached"}</span>'
        rows.append((escape(goal.text), f"&le; {goal.limit:.2f}", figure(goal.value), verdict, escape(goal.worst)))
    return table(("geometric mean, or the worst: time over plain code's", "goal", "measured", "", "farthest"), rows)


def peer_table(data):
    counts = sorted({run["threads"] for workload in data["workloads"] for run in workload["runs"]})
    means = {count: dict(goals.peers(data, count)) for count in counts}
    rows = [
        (escape(TITLES[variant]), *(figure(means[count].get(variant)) for count in counts))
        for variant in ("mutex", "libitm", "stm", "views")
    ]
    return table(("applications, geometric mean", *(f"{count} thr." for count in counts)), rows)


def comparison(workloads, threads, label):
    groups = []
    for workload in workloads:
        rows = []
        for variant in VERSUS:
            if run := results.find_run(workload, variant, threads):
                rows.append((variant, *with_spread(run)))
        if rows:
            groups.append((workload["name"], rows))
    return plots.bars(groups, TITLES, label) if groups else ""


def scaling(workload):
    series = {}
    for run in workload["runs"]:
        if run["variant"] in ("plain", "views") or not run["ratios"]:
            continue
        median, low, high = with_spread(run)
        series.setdefault(run["variant"], []).append((run["threads"], 1 / median, 1 / high, 1 / low))
    if not series:
        return ""
    return plots.curves(workload["name"], series, TITLES, f"throughput of {workload['name']} over plain code's")


def breakdown(data, threads):
    rows = []
    for workload in data["workloads"]:
        run = results.find_run(workload, "stm", threads)
        if not run:
            continue
        ends = [max(0, count(run["stats"])) for _, count in ENDS]
        if sum(ends):
            rows.append((workload["name"], [end / sum(ends) for end in ends]))
    return plots.shares(rows, [name for name, _ in ENDS], "how regions ended") if rows else ""


def details(workload):
    rows = []
    for run in workload["runs"]:
        name = escape(f"{TITLES[run['variant']]}, {run['threads']}")
        if run["problem"]:
            rows.append((name, f'<span class="problem">{escape(run["problem"])}</span>', "", "", "", "", "", ""))
            continue
        if not run["ratios"]:
            continue
        median, low, high = with_spread(run)
        stats, operations = run["stats"], workload["operations"] or 1
        aborts = results.abort_rate(run)
        busy = statistics.median(run["cpu_seconds"]) / statistics.median(run["seconds"])
        plain = results.find_run(workload, "plain", 1)
        work = statistics.median(run["cpu_seconds"]) / max(1e-9, statistics.median(plain["cpu_seconds"]))
        rows.append((
            name, f"{median:.2f}", f"{low:.2f} - {high:.2f}", f"{work:.2f}", f"{busy:.2f}",
            f"{aborts:.1%}" if aborts is not None else "",
            str(stats["longest series of retries"]) if "longest series of retries" in stats else "",
            f"{stats['granules written'] / operations:.1f}" if "granules written" in stats else "",
        ))  # fmt: skip
    head = ("variant, threads", "time / plain", "spread", "processor time / plain", "processors",
            "attempts undone", "longest series", "granules / operation")  # fmt: skip
    return (
        f"<details><summary>{escape(workload['name'])}: {escape(workload['text'])}; "
        f"{workload['operations']:,} operations</summary>{table(head, rows)}</details>"
    )


def micro_table(data):
    figures = {
        (row["name"], row["threads"], row["variant"]): statistics.median(row["nanoseconds"]) for row in data["micro"]
    }
    rows = []
    for name, threads in dict.fromkeys((row["name"], row["threads"]) for row in data["micro"]):
        values = {variant: figures.get((name, threads, variant)) for variant in ("plain", "mutex", "libitm", "stm", "views")}
        base = values["mutex"]
        cells = [figure(value / base) if value and base else figure(value, " ns") for value in values.values()]
        rows.append((escape(name), threads, figure(base, " ns"), *cells))
    head = ("operation", "threads", "one mutex", *(f"{name} / mutex" for name in ("plain", "mutex", "libitm", "regions", "views")))
    return table(head, rows) if rows else "<p>Google Benchmark was not there: not measured.</p>"


def footprint_table(data):
    rows = [
        (escape(row["text"]), escape(TITLES[row["variant"]]), row["threads"], figure(row["factor"], " &times; its data"))
        for row in data["footprints"]
    ]
    return table(("", "variant", "threads", ""), rows) if rows else ""


def prediction_table(predictions):
    counts = [count for count, _ in predictions[0]["throughput"]]
    rows = [
        (
            escape(row["name"]),
            *(f"{value:.2f}" for _, value in row["throughput"]),
            ", ".join(f"{count}: {value:.2f}" for count, value in sorted(row["measured"].items())),
            f"{row['lock']:.2f}",
            escape(row["breaks"]),
            escape(row["remedy"]),
        )
        for row in predictions
    ]
    return table(("workload", *(f"{count} thr." for count in counts), "measured", "under one lock", "what breaks first", "what would move it"), rows)


def render(data, predictions=()):
    """The page as text. `predictions` are the model's rows (bench/model)."""
    kinds = {kind: results.of_kind(data, kind) for kind in KINDS}
    sections = [
        f"<h1>Atomic regions: what they cost and gain</h1><p>{escape(data['date'])}, {escape(data['mode'])} run. "
        "All figures are times over those of plain sequential code of the same source, measured in turn with it; medians, with quartiles "
        "(of fewer than five rounds: extremes) as spread. Less is better; in the curves, which show throughput, more is.</p>",
        machine(data),
    ]
    if data["problems"]:
        lines = "".join(f'<li class="problem">{escape(problem)}</li>' for problem in data["problems"])
        sections.append(f"<h2>Problems</h2><ul>{lines}</ul>")
    sections += ["<h2>Goals</h2>", goal_table(data), "<h2>Beside its peers</h2>", peer_table(data)]
    for kind, title in KINDS.items():
        if not kinds[kind]:
            continue
        sections.append(f"<h2>{escape(title)}</h2>")
        for threads in (1, 2):
            drawing = comparison(kinds[kind], threads, f"{title}, {threads} threads")
            if drawing:
                sections.append(f"<h3>{threads} thread{'s' if threads > 1 else ''}: time over plain code's</h3>{drawing}")
        multiples = "".join(scaling(workload) for workload in kinds[kind])
        sections.append(f'<h3>Scaling: throughput over plain code\'s</h3><div class="multiples">{multiples}</div>')
        sections += [details(workload) for workload in kinds[kind]]
    sections += ["<h2>Cost breakdown: how regions ended, two threads</h2>", breakdown(data, 2)]
    sections += ["<h2>Single operations</h2>", micro_table(data), "<h2>Memory</h2>", footprint_table(data)]
    if predictions:
        sections += ["<h2>Beyond this machine: the model's throughput in views over plain code's</h2>", prediction_table(predictions)]
    body = "\n".join(sections)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>Atomic regions: benchmarks</title><style>{STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )
