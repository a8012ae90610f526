"""Shards in this process or in several, with what becomes of one whose process is killed."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from policytext.shard import Counts, ShardTask, run_shard, write_failed_shard

#: Called as ``progress(step, done, total)``; of ``extract`` with the number of files done.
Progress = Callable[[str, int, int], None]


def run_tasks(tasks: list[ShardTask], workers: int, progress: Progress | None) -> Counts:
    """Run all shards, in this process when one worker is asked for or there is one shard only.

    A shard whose process is killed every time is replaced in ``tasks`` by shards of one file each,
    so that the rest of it is done and the killer becomes a line of ``errors.jsonl``.
    """
    total = sum(len(task.items) for task in tasks)
    done = 0
    counts = Counts()
    tell(progress, "extract", 0, total)

    def add(task: ShardTask, result: Counts) -> None:
        nonlocal done, counts
        counts += result
        done += len(task.items)
        tell(progress, "extract", done, total)

    if workers == 1 or len(tasks) < 2:
        for task in tasks:
            add(task, run_shard(task))
        return counts
    unfinished = _run_pool(tasks, min(workers, len(tasks)), add)
    # A worker was killed (memory, a crash in C): every shard without a result is tried alone, and
    # one that kills its worker again is cut into its files, to find the one to set aside.
    for task in unfinished:
        if not _run_pool([task], 1, add):
            continue
        for part in _split(task):
            if _run_pool([part], 1, add):
                add(part, write_failed_shard(part, "the process that extracted it was killed"))
        tasks[tasks.index(task) : tasks.index(task) + 1] = _split(task)
    return counts


def _run_pool(tasks: Sequence[ShardTask], workers: int, add: Callable[[ShardTask, Counts], None]) -> list[ShardTask]:
    """Run shards in worker processes; returns those that have no result, because a worker died."""
    context = multiprocessing.get_context("spawn")  # the same on all systems; no threads are copied
    unfinished = {id(task): task for task in tasks}
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = {pool.submit(run_shard, task): task for task in tasks}
        try:
            for future in as_completed(futures):
                task = futures[future]
                try:
                    result = future.result()
                except BrokenProcessPool:
                    continue
                del unfinished[id(task)]
                add(task, result)
        except BaseException:
            pool.shutdown(cancel_futures=True)  # waits: nobody may write any more
            raise
    return list(unfinished.values())


def _split(task: ShardTask) -> list[ShardTask]:
    return [
        replace(task, items=(item,), directory=f"{task.directory}-{number:04d}")
        for number, item in enumerate(task.items)
    ]


def tell(progress: Progress | None, step: str, done: int, total: int) -> None:
    """Report progress, when somebody listens."""
    if progress is not None:
        progress(step, done, total)
