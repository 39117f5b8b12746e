"""Makes large stores of a few real trials, to time what reads them.

    synthetic_stores.py shards SHARD OUT SHARDS TRIALS   OUT/shard-I-of-SHARDS with TRIALS trials each, like SHARD's
    synthetic_stores.py seeds DIR SEEDS                  every case that has the most seeds in DIR gets SEEDS of them

The trials repeat those that are there at other seeds, without weights: their sizes and counts are real, their
verdicts mean nothing.
"""

import shutil
import sqlite3
import sys
from pathlib import Path


def open_store(folder):
    """Fast, for a kill would cost nothing but the time."""
    store = sqlite3.connect(Path(folder, "trials.db"))
    store.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    return store


def columns_of(store):
    return [column[1] for column in store.execute("PRAGMA table_info(trial)")]


def insert(store, rows):
    marks = ",".join("?" * len(columns_of(store)))
    store.executemany(f"INSERT INTO trial VALUES ({marks})", rows)
    store.commit()
    store.close()


def make_shards(template, out, shards, trials):
    for shard in range(1, shards + 1):
        folder = Path(out, f"shard-{shard}-of-{shards}")
        folder.mkdir(parents=True)
        shutil.copy(Path(template, "trials.db"), folder)
        store = open_store(folder)
        store.execute("UPDATE run SET shard = ?, shards = ?, is_complete = 1", (shard, shards))
        kinds = [dict(zip(columns_of(store), row)) for row in store.execute("SELECT * FROM trial GROUP BY config, place")]
        store.executescript("DELETE FROM trial; DELETE FROM weights")
        begin = (shard - 1) * trials
        rows = (kinds[n % len(kinds)] | {"id": n + 1, "seed": begin + n // len(kinds)} for n in range(trials))
        insert(store, (tuple(row.values()) for row in rows))


def extend_seeds(folder, seeds):
    store = open_store(folder)
    counts = store.execute("SELECT config, place, count(*) FROM trial GROUP BY config, place").fetchall()
    most = max(count for _, _, count in counts)
    (last,) = store.execute("SELECT max(id) FROM trial").fetchone()
    store.execute("UPDATE run SET seeds = ?", (seeds,))
    names = columns_of(store)

    def rows():
        number = last
        for config, place, count in counts:
            if count < most:
                continue
            known = store.execute("SELECT * FROM trial WHERE (config, place) = (?, ?) ORDER BY seed", (config, place))
            known = [dict(zip(names, row)) for row in known]
            for seed in range(count, seeds):
                number += 1
                yield tuple((known[seed % count] | {"id": number, "seed": seed}).values())

    insert(store, rows())


if sys.argv[1] == "shards":
    make_shards(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
else:
    extend_seeds(sys.argv[2], int(sys.argv[3]))
