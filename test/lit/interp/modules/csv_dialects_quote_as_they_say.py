import csv, io
def written(row, **options):
    out = io.StringIO()
    try: csv.writer(out, **options).writerow(row)
    except csv.Error as e: return e
    return out.getvalue()
row = ['a,b', 'c"d', None, 2.5, '', 'x\ny']
print(repr(written(row)), repr(written(row, quoting=csv.QUOTE_ALL)), repr(written(row, quoting=csv.QUOTE_NONNUMERIC)))
print(written(row, quoting=csv.QUOTE_NONE), repr(written(row, quoting=csv.QUOTE_NONE, escapechar='\\')), repr(written([''])), repr(written(['a\'b'], quotechar="'", doublequote=False, escapechar='!')))
print(*csv.reader(['a,"b ""q"" c",d', '"x', 'y",z', ' s, t'], skipinitialspace=True))
print(*csv.reader(['1,"a",2.5'], quoting=csv.QUOTE_NONNUMERIC))
try: list(csv.reader(['"a"b'], strict=True))
except csv.Error as e: print(e)
print(csv.list_dialects(), csv.Sniffer().sniff('a;b;c\n1;2;3').delimiter)
try: csv.reader([], delimiter='ab')
except TypeError as e: print(e)


# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'"a,b","c""d",,2.5,,"x\ny"\r\n' '"a,b","c""d","","2.5","","x\ny"\r\n' '"a,b","c""d","",2.5,"","x\ny"\r\n'
# CHECK-NEXT:need to escape, but no escapechar set 'a\\,b,c\\"d,,2.5,,x\\\ny\r\n' '""\r\n' "a!'b\r\n"
# CHECK-NEXT:['a', 'b "q" c', 'd'] ['xy', 'z'] ['s', 't']
# CHECK-NEXT:[1.0, 'a', 2.5]
# CHECK-NEXT:',' expected after '"'
# CHECK-NEXT:['excel', 'excel-tab', 'unix'] ;
# CHECK-NEXT:"delimiter" must be a 1-character string
# CHECK-NOT:{{.}}
