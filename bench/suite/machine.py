"""What a result says about the machine and the tools: no names of hosts, users or paths."""

import os
import pathlib
import platform
import re
import subprocess


def first_match(path, pattern):
    try:
        found = re.search(pattern, pathlib.Path(path).read_text(), re.MULTILINE)
    except OSError:
        return ""
    return found.group(1).strip() if found else ""


def caches():
    sizes = []
    for index in sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        try:
            level, kind, size = ((index / name).read_text().strip() for name in ("level", "type", "size"))
        except OSError:
            continue
        sizes.append(f"L{level} {kind.lower()} {size}")
    return ", ".join(sizes)


def version(*command):
    try:
        output = subprocess.run(command, capture_output=True, text=True).stdout
    except OSError:
        return ""
    return output.splitlines()[0] if output else ""


def describe():
    kilobytes = first_match("/proc/meminfo", r"^MemTotal:\s+(\d+)")
    return {
        "processor": first_match("/proc/cpuinfo", r"^model name\s*:\s*(.*)") or platform.machine(),
        "processors": len(os.sched_getaffinity(0)),
        "caches": caches(),
        "memory_gib": round(int(kilobytes) / 2**20, 1) if kilobytes else 0,
        "virtual": "hypervisor" in first_match("/proc/cpuinfo", r"^flags\s*:\s*(.*)").split(),
        "kernel": f"{platform.system()} {platform.release().split('-')[0]}",
        "system": first_match("/etc/os-release", r'^PRETTY_NAME="?([^"\n]*)'),
        "clang": re.sub(r"\s*\(.*", "", version("clang++-22", "--version")),
        "gcc": re.sub(r"\s*\(.*?\)", "", version("g++", "--version")),
    }
