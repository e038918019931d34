"""Checks what run.py left in a folder: one result of the right form and one page, which needs nothing beside itself and names
every workload and every problem."""

import html
import pathlib
import re
import sys
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "bench"))
from suite import results

folder = pathlib.Path(sys.argv[1])
[result], [page] = folder.glob("*.json"), folder.glob("*.html")
data = results.load(result)
text = page.read_text()
assert data["workloads"], "nothing was measured"
for workload in data["workloads"]:
    assert html.escape(workload["name"]) in text, f"{workload['name']} is not on the page"
    for run in workload["runs"]:
        assert run["problem"] or run["ratios"], f"{workload['name']}: {run['variant']} has neither figure nor problem"
for problem in data["problems"]:
    assert html.escape(problem) in text, "a problem is not on the page"
drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
assert drawings, "no drawings"
for drawing in drawings:
    xml.etree.ElementTree.fromstring(drawing)
assert not re.search(r'(src|href)\s*=|@import|url\(', text), "the page refers to something outside"
