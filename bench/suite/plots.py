"""SVG drawings, written as text: bars with spread, scaling curves, shares of a whole. Nothing here knows what is measured."""

from html import escape

COLOURS = {
    "plain": "#777777",
    "mutex": "#d08a2e",
    "fine": "#9a6fb0",
    "tbb": "#4c9f70",
    "libitm": "#b5443c",
    "stm": "#2f6db3",
    "views": "#7fb1de",
    "model": "#222222",
}
SHARES = ["#2f6db3", "#7fb1de", "#d08a2e", "#b5443c", "#777777"]


def colour(name):
    return COLOURS.get(name, "#444444")


def svg(width, height, parts, label):
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(label, quote=True)}">{"".join(parts)}</svg>'
    )


def text(x, y, content, anchor="start", classes=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{classes}">{escape(content)}</text>'


def line(x1, y1, x2, y2, classes="axis", stroke=None):
    style = f' style="stroke:{stroke}"' if stroke else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{classes}"{style}/>'


def rectangle(x, y, width, height, fill, title):
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{height:.1f}" fill="{fill}">'
        f"<title>{escape(title)}</title></rect>"
    )


def legend(names, titles, y=12):
    parts, x = [], 4
    for index, name in enumerate(names):
        fill = COLOURS.get(name, SHARES[index % len(SHARES)])
        parts.append(rectangle(x, y - 9, 10, 10, fill, titles[name]))
        parts.append(text(x + 14, y, titles[name]))
        x += 26 + 6.6 * len(titles[name])
    return parts


def bars(groups, titles, label, limit=4.0):
    """Groups of horizontal bars: [(name, [(series, median, low, high)])]. Bars beyond `limit` are cut, with their figure."""
    left, bar, gap, width = 250, 11, 8, 900
    scale = (width - left - 70) / limit
    series = list(dict.fromkeys(row[0] for _, rows in groups for row in rows))
    parts, y = legend(series, titles), 30
    top = y
    for name, rows in groups:
        parts.append(text(left - 8, y + bar * len(rows) / 2 + 4, name, "end"))
        for what, median, low, high in rows:
            shown = min(median, limit)
            title = f"{name}, {titles[what]}: {median:.2f} ({low:.2f} - {high:.2f})"
            parts.append(rectangle(left, y, shown * scale, bar - 1, colour(what), title))
            if high <= limit:
                middle = y + (bar - 1) / 2
                parts.append(line(left + low * scale, middle, left + high * scale, middle, "spread"))
            parts.append(text(left + max(shown, min(high, limit)) * scale + 4, y + bar - 2, f"{median:.2f}", classes="small"))
            y += bar
        y += gap
    for tick in range(int(limit) + 1):
        x = left + tick * scale
        parts.append(line(x, top - 4, x, y, "one" if tick == 1 else "grid"))
        parts.append(text(x, y + 12, str(tick), "middle", "small"))
    return svg(width, y + 18, parts, label)


def curves(title, series, titles, label):
    """Scaling: {series: [(threads, median, low, high)]}; threads on a logarithmic axis."""
    width, height, left, bottom, top = 290, 190, 34, 24, 24
    threads = sorted({point[0] for points in series.values() for point in points})
    highest = max([1.2] + [point[3] for points in series.values() for point in points]) * 1.05
    step = (width - left - 12) / max(1, len(threads) - 1)

    def at(count, value):
        return left + threads.index(count) * step, height - bottom - value / highest * (height - bottom - top)

    parts = [text(left, 14, title, classes="strong")]
    ticks = 4 if highest < 8 else 2
    for index in range(ticks + 1):
        value = highest * index / ticks
        y = at(threads[0], value)[1]
        parts += [line(left, y, width - 12, y, "grid"), text(left - 4, y + 4, f"{value:.1f}", "end", "small")]
    one = at(threads[0], 1)[1]
    parts.append(line(left, one, width - 12, one, "one"))
    for count in threads:
        parts.append(text(at(count, 0)[0], height - 8, str(count), "middle", "small"))
    for name, points in series.items():
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(count, value) for count, value, _, _ in points))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour(name)}" stroke-width="2"/>')
        for count, value, low, high in points:
            x, y = at(count, value)
            parts.append(line(x, at(count, low)[1], x, at(count, high)[1], "spread", colour(name)))
            hint = f"{titles[name]}, {count} threads: {value:.2f} ({low:.2f} - {high:.2f})"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour(name)}"><title>{escape(hint)}</title></circle>')
    return svg(width, height, parts, label)


def shares(rows, names, label):
    """Stacked bars of a whole: [(name, [share a part])]."""
    left, bar, gap, width = 250, 13, 5, 900
    parts, y = legend(names, {name: name for name in names}), 28
    for name, values in rows:
        parts.append(text(left - 8, y + bar - 3, name, "end"))
        x = left
        for index, (part, value) in enumerate(zip(names, values)):
            length = value * (width - left - 10)
            if value > 0:
                fill = SHARES[index % len(SHARES)]
                parts.append(rectangle(x, y, length, bar, fill, f"{name}, {part}: {value:.1%}"))
            x += length
        y += bar + gap
    return svg(width, y + 6, parts, label)
