import copy, pickle
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple
T, Ts = TypeVar("T"), TypeVarTuple("Ts")
alias = tuple[int, *tuple[str, ...]]
print(alias, copy.deepcopy(alias) == alias, pickle.loads(pickle.dumps(alias)) == alias)
print(tuple[T, *tuple[T, ...]][int], dict[T, int][*tuple[str]], tuple[*Ts][*tuple[int, str]])
print(Callable[[int], str], type(Callable[[int], str]).__name__, Callable[[T], T][int])
print("__origin__" in dir(list[int]), "append" in dir(list[int]), (int | str).__module__)
print(next(iter(list[int])), list[int] == next(iter(list[int])))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:tuple[int, *tuple[str, ...]] True True
# CHECK-NEXT:tuple[int, *tuple[int, ...]] dict[str, int] tuple[int, str]
# CHECK-NEXT:collections.abc.Callable{{\[\[}}int], str] _CallableGenericAlias collections.abc.Callable{{\[\[}}int], int]
# CHECK-NEXT:True True types
# CHECK-NEXT:*list[int] False
# CHECK-NOT:{{.}}
