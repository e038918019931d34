import asyncio
async def work(n):
    await asyncio.sleep(0)
    return n * n
async def main():
    print(await asyncio.gather(*[work(n) for n in range(4)]))
    task = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel()
    try: await task
    except asyncio.CancelledError: print('cancelled')
    try: await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError: print('timeout')
asyncio.run(main())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[0, 1, 4, 9]
# CHECK-NEXT:cancelled
# CHECK-NEXT:timeout
# CHECK-NOT:{{.}}
