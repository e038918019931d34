import importlib.resources, importlib.util, json, os, pkgutil, sys, tempfile
print(type(json.__loader__).__name__, json.__spec__.loader is json.__loader__, sys.__spec__.loader.__name__, json)
print(importlib.resources.files('json').joinpath('tool.py').is_file(), len(pkgutil.get_data('json', 'tool.py')) > 100)
with tempfile.TemporaryDirectory() as folder:
    import zipfile
    archive = os.path.join(folder, 'a.zip')
    with zipfile.ZipFile(archive, 'w') as f:
        f.writestr('zmodule.py', 'x = 42')
        f.writestr('zpackage/__init__.py', '')
        f.writestr('zpackage/sub.py', 'y = 7')
        f.writestr('zpackage/data.txt', 'hello')
    sys.path.insert(0, archive)
    import zmodule, zpackage.sub
    print(zmodule.x, zpackage.sub.y, pkgutil.get_data('zpackage', 'data.txt'), importlib.resources.files('zpackage').joinpath('data.txt').read_text())
    path = os.path.join(folder, 'loose.py')
    with open(path, 'w') as f: f.write('v = 1')
    spec = importlib.util.spec_from_file_location('loose', path)
    loose = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loose)
    print(loose.v)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SourceFileLoader True BuiltinImporter <module 'json' from '/usr/lib/python3.11/json/__init__.py'>
# CHECK-NEXT:True True
# CHECK-NEXT:42 7 b'hello' hello
# CHECK-NEXT:1
# CHECK-NOT:{{.}}
