from datetime import date, datetime, timedelta, timezone
print(date(2024, 2, 28) + timedelta(2), datetime(2024, 1, 1, tzinfo=timezone.utc).isoformat(), timedelta(days=-1, seconds=5), date.fromisoformat("2024-03-01").weekday())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2024-03-01 2024-01-01T00:00:00+00:00 -1 day, 0:00:05 4
# CHECK-NOT:{{.}}
