import time
t = time.gmtime(86400 * 365)
print(t, t.tm_year, t[:3], time.strftime("%Y-%m-%d %H:%M", t), time.asctime(t))
print(time.strptime("2024-02-29", "%Y-%m-%d").tm_yday, time.sleep(0))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:time.struct_time(tm_year=1971, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=4, tm_yday=1, tm_isdst=0) 1971 (1971, 1, 1) 1971-01-01 00:00 Fri Jan  1 00:00:00 1971
# CHECK-NEXT:60 None
# CHECK-NOT:{{.}}
